"""A label is bought once, whatever dies or runs twice, and given back once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from closets.models import User
from shipping import services, tasks
from shipping.carriers.base import (
    CarrierRefused,
    CarrierUnavailable,
    LabelOrder,
    PurchasedLabel,
)
from shipping.carriers.embedded.carrier import EmbeddedCarrier
from shipping.labels.impb import pic_is_valid
from shipping.models import EmbeddedParcel, EmbeddedScan, Label, Shipment
from shipping.services import labels
from shipping.storage import file_keep, file_name, file_read
from shipping.transitions import Status, TransitionRefused
from tests.people import person
from tests.shipping.conftest import open_shipment

Heard = list[tuple[str, datetime]]


def test_it_gives_the_shipment_its_number_and_its_files(shipment: Shipment, heard: Heard) -> None:
    label = services.label_buy(shipment=shipment)
    shipment.refresh_from_db()
    parcel = EmbeddedParcel.objects.get()
    assert label.tracking_number == shipment.tracking_number == parcel.tracking_number
    assert pic_is_valid(parcel.tracking_number)
    assert (shipment.status, shipment.expected_on) == (Status.LABEL_READY, parcel.expected_on)
    assert file_read(label.pdf_hash, "pdf").startswith(b"%PDF")
    assert file_read(label.letter_hash, "pdf").startswith(b"%PDF")
    assert file_read(label.png_hash, "png").startswith(b"\x89PNG")
    assert [name for name, _ in heard] == ["shipment_label_ready"]


def test_a_history_can_be_told_after_the_fact(ana: User, bea: User, heard: Heard) -> None:
    ordered, bought = (timezone.now() - timedelta(days=days) for days in (30, 29))
    shipment = open_shipment(ana, bea, at=ordered)
    label = services.label_buy(shipment=shipment, at=bought)
    shipment.refresh_from_db()
    assert (shipment.created_at, shipment.status_at, label.bought_at) == (ordered, bought, bought)
    assert heard == [("shipment_label_ready", bought)]
    assert bought.date() < EmbeddedParcel.objects.get().expected_on < timezone.now().date()


def test_buying_again_gives_the_same_label(shipment: Shipment, heard: Heard) -> None:
    first = services.label_buy(shipment=shipment)
    assert services.label_buy(shipment=shipment) == first
    assert (Label.objects.count(), EmbeddedParcel.objects.count()) == (1, 1)
    assert len(heard) == 1


def test_a_worker_that_died_after_buying_leaves_one_label(shipment: Shipment, heard: Heard) -> None:
    row = labels._label_claim(shipment, timezone.now())
    EmbeddedCarrier().buy(labels._order(row))
    label = services.label_buy(shipment=shipment)
    assert label.pk == row.pk
    assert (Label.objects.count(), EmbeddedParcel.objects.count()) == (1, 1)
    assert EmbeddedScan.objects.count() == 5
    assert len(heard) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_at_once_one_buys_and_the_other_asks_later(heard: Heard) -> None:
    shipment = open_shipment(person("ana"), person("bea"))
    start = Barrier(2)

    def buy() -> str | None:
        try:
            mine = Shipment.objects.get(pk=shipment.pk)
            start.wait(60)
            return services.label_buy(shipment=mine).tracking_number
        except CarrierUnavailable:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        got = {job.result() for job in [pool.submit(buy), pool.submit(buy)]}
    label = services.label_buy(shipment=shipment)
    assert got - {None} == {label.tracking_number}
    assert (Label.objects.count(), EmbeddedParcel.objects.count()) == (1, 1)
    assert [name for name, _ in heard] == ["shipment_label_ready"]


def test_no_two_labels_share_a_number(ana: User, bea: User) -> None:
    bought = [services.label_buy(shipment=open_shipment(ana, bea)) for _ in range(5)]
    assert len({label.tracking_number for label in bought}) == 5


def test_a_reprint_has_the_bytes_of_the_first_print(labelled: Shipment) -> None:
    label = labelled.labels.get()
    parcel = EmbeddedParcel.objects.get()
    again = EmbeddedCarrier().buy(labels._order(label))
    assert again.files.pdf == file_read(label.pdf_hash, "pdf")
    assert again.files.letter == file_read(label.letter_hash, "pdf")
    assert again.files.png == file_read(label.png_hash, "png")
    assert again.tracking_number == parcel.tracking_number


def test_a_file_cut_off_by_a_crash_is_written_again(media: Path) -> None:
    content_hash = file_keep(b"whole", "pdf")
    path = media / file_name(content_hash, "pdf")
    path.write_bytes(b"who")
    assert file_keep(b"whole", "pdf") == content_hash
    assert path.read_bytes() == b"whole"
    assert [each.name for each in path.parent.iterdir()] == [path.name]


class RefusingCarrier(EmbeddedCarrier):
    def buy(self, order: LabelOrder) -> PurchasedLabel:
        raise CarrierRefused("The carrier does not go there.")


def use(monkeypatch: pytest.MonkeyPatch, carrier: EmbeddedCarrier) -> None:
    get: Callable[[str], EmbeddedCarrier] = lambda code: carrier  # noqa: E731
    monkeypatch.setattr(labels, "carrier_get", get)


def test_a_refusal_is_told_and_makes_room_for_another_try(
    shipment: Shipment, monkeypatch: pytest.MonkeyPatch, heard: Heard
) -> None:
    with monkeypatch.context() as patch:
        use(patch, RefusingCarrier())
        tasks.label_buy(shipment.pk)
    shipment.refresh_from_db()
    assert shipment.label_problem == "The carrier does not go there."
    assert (shipment.status, shipment.label_due_at) == (Status.LABEL_PENDING, None)
    assert heard == []
    assert services.label_buy(shipment=shipment).tracking_number
    assert Label.objects.filter(voided_at=None).count() == 1


def test_an_unused_label_goes_back_once(
    labelled: Shipment, ana: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as queued:
        services.label_void(shipment=labelled, actor=ana)
    label = labelled.labels.get()
    labelled.refresh_from_db()
    assert (labelled.status, label.voided_by, len(queued)) == (Status.VOIDED, ana, 1)
    assert list(Label.objects.void_due()) == [label]
    tasks.label_void_send(label.pk)
    tasks.label_void_send(label.pk)
    assert EmbeddedParcel.objects.get().voided_at is not None
    assert not EmbeddedScan.objects.exists()
    assert not Label.objects.void_due().exists()


def test_a_parcel_on_its_way_cannot_be_called_off(labelled: Shipment, ana: User) -> None:
    Shipment.objects.filter(pk=labelled.pk).update(status=Status.ACCEPTED)
    with pytest.raises(TransitionRefused):
        services.label_void(shipment=labelled, actor=ana)
    assert labelled.labels.get().voided_at is None


def test_a_shipment_called_off_gets_no_label(shipment: Shipment) -> None:
    services.label_void(shipment=shipment, actor=None)
    with pytest.raises(TransitionRefused):
        services.label_buy(shipment=shipment)
    assert not Label.objects.exists()


def test_a_label_bought_while_it_was_called_off_goes_straight_back(
    shipment: Shipment, heard: Heard, django_capture_on_commit_callbacks: Any
) -> None:
    row = labels._label_claim(shipment, timezone.now())
    bought = EmbeddedCarrier().buy(labels._order(row))
    services.label_void(shipment=shipment, actor=None)
    with django_capture_on_commit_callbacks() as queued:
        labels._label_finish(row, bought)
    shipment.refresh_from_db()
    assert (shipment.status, shipment.tracking_number) == (Status.VOIDED, None)
    assert (len(queued), list(Label.objects.void_due()), heard) == (1, [row], [])


def test_the_label_is_mailed_once(labelled: Shipment, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    label = labelled.labels.get()
    tasks.label_mail(label.pk)
    tasks.label_mail(label.pk)
    [letter] = mail.outbox
    assert letter.to == ["ana@example.com"]
    assert letter.subject == "Your PoshPost label for Bea Büyer"
    assert str(labelled.tracking_number) in str(letter.body)
    assert labelled.get_absolute_url() in str(letter.body)
    reference = labelled.short_reference
    assert [(name, kind) for name, _, kind in letter.attachments] == [
        (f"poshpost-{reference}.pdf", "application/pdf"),
        (f"poshpost-{reference}-letter.pdf", "application/pdf"),
    ]
    assert letter.attachments[0][1] == file_read(label.pdf_hash, "pdf")


@pytest.mark.usefixtures("eager")
def test_the_sweep_finds_what_was_not_queued(
    shipment: Shipment, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with django_capture_on_commit_callbacks(execute=True):
        tasks.shipping_sweep()
    shipment.refresh_from_db()
    assert shipment.status == Status.LABEL_READY
    services.label_void(shipment=shipment, actor=None)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.shipping_sweep()
    assert EmbeddedParcel.objects.get().voided_at is not None
