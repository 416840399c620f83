"""Both sides are written to about a sale, once."""

from datetime import timedelta
from typing import Any

import time_machine
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from listings.models import Listing
from payments.orders.sweeps import money_sweep
from tests.payments.shop import (
    bought,
)

QUIET = timedelta(minutes=3)
LATER = timedelta(minutes=11)


def test_both_are_written_to(
    buyer: Client, dress: Listing, eager: None, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        order = bought(buyer, dress)
    mails = {message.to[0]: message for message in mail.outbox if order.number in message.body}
    assert sorted(mails) == ["ana@example.com", "bea@example.com"]
    sold = mails["ana@example.com"]
    assert sold.subject == "Sold: Crochet maxi dress"
    assert "You earn $36.00." in sold.body
    assert f"{settings.SITE_URL}{order.get_absolute_url()}" in sold.body
    html = sold.alternatives[0][0]  # type: ignore[attr-defined]
    assert "See the order" in html
    assert "You paid $54.71." in mails["bea@example.com"].body


def test_a_mail_whose_task_was_lost_is_sent_once_by_the_sweep(
    buyer: Client, dress: Listing, eager: None
) -> None:
    bought(buyer, dress)
    assert money_sweep() == 0
    with time_machine.travel(timezone.now() + QUIET, tick=False):
        assert money_sweep() == 2
        assert money_sweep() == 0
    assert len(mail.outbox) == 2
