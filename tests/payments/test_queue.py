"""What an act hands to the background."""

from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from listings.models import Listing
from payments import tasks
from payments.models import OrderMail
from payments.queue import enqueue
from tests.payments.shop import bought


def _tasks_sent(hooks: list[Any]) -> list[list[tuple[str, int]]]:
    return [hook.__self__.jobs for hook in hooks]


def test_what_one_act_queues_goes_in_one_message(
    db: None, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as hooks, transaction.atomic():
        enqueue("order_mail", 1)
        with transaction.atomic(savepoint=False):
            enqueue("offers_close", 2)
    assert _tasks_sent(hooks) == [[("order_mail", 1), ("offers_close", 2)]]


def test_what_is_rolled_back_is_not_sent(db: None, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as hooks, transaction.atomic():
        enqueue("order_mail", 1)
        with transaction.atomic():
            enqueue("offers_close", 2)
        with pytest.raises(ValueError), transaction.atomic():
            enqueue("bundles_drop", 3)
            raise ValueError
    assert _tasks_sent(hooks) == [[("order_mail", 1)], [("offers_close", 2)]]


def test_a_job_that_fails_is_tried_again_and_keeps_none_from_the_others(
    buyer: Client, dress: Listing, eager: None, caplog: pytest.LogCaptureFixture
) -> None:
    bought(buyer, dress)
    letters = OrderMail.objects.order_by("pk").values_list("pk", flat=True)
    tasks.several([("refund_send", 0), *(("order_mail", pk) for pk in letters)])
    assert len(mail.outbox) == 2
    assert [said for said in caplog.messages if "is tried again" in said] == [
        "payments.tasks.refund_send(0) is tried again"
    ]
