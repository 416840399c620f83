"""Buy a shipment's label exactly once, and give an unused one back."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from closets.models import User
from shipping import events
from shipping.addresses import address_problems
from shipping.carriers.base import (
    CarrierRefused,
    CarrierUnavailable,
    LabelOrder,
    PurchasedLabel,
)
from shipping.carriers.registry import carrier_get
from shipping.models import Label, Shipment
from shipping.services.queue import enqueue
from shipping.services.status import shipment_lock, shipment_move
from shipping.storage import file_keep
from shipping.transitions import Status, TransitionRefused, is_allowed

logger = logging.getLogger(__name__)
FIRST_POLL = timedelta(days=1)
_ASKING = 4207


class LabelRefused(Exception):
    """No label can be bought until somebody mends what the message says."""


def label_buy(*, shipment: Shipment, at: datetime | None = None) -> Label:
    """Buy the shipment's one label, or return the one there is.

    The row comes first, then the carrier is asked with the row's key: a worker that dies or runs
    twice finds the row and gets the same label. `at` dates a label bought now (a history told
    after the fact). Raises LabelRefused (the reason is kept in
    `label_problem`), TransitionRefused when the shipment is voided, CarrierUnavailable.
    """
    problem = _problem(shipment)
    if problem:
        _note_problem(shipment, problem)
        raise LabelRefused(problem)
    label = _label_claim(shipment, at or timezone.now())
    if label.bought_at:
        return label
    try:
        with _asking_alone(label):
            bought = carrier_get(label.carrier).buy(_order(label))
    except CarrierRefused as refusal:
        _label_drop(label, str(refusal))
        raise LabelRefused(str(refusal)) from refusal
    return _label_finish(label, bought)


@transaction.atomic
def label_void(*, shipment: Shipment, actor: User | None) -> Shipment:
    """Call the shipment off before its first scan; `actor` None is the system.

    An unused label goes back to the carrier in the background. Raises TransitionRefused once the
    carrier has the parcel.
    """
    now = timezone.now()
    locked = shipment_lock(shipment.pk)
    shipment_move(locked, Status.VOIDED, at=now)
    label = locked.labels.select_for_update().filter(voided_at=None).first()
    if label:
        label_take_back(label, actor, now)
    return locked


def label_void_send(*, label: Label) -> None:
    """Give a voided label back to its carrier, once. Raises CarrierUnavailable."""
    if label.carrier_voided_at or not label.voided_at or not label.tracking_number:
        return
    try:
        carrier_get(label.carrier).void(label.tracking_number)
    except CarrierRefused as refusal:
        logger.warning("Label %s was not taken back: %s", label.pk, refusal)
    label.carrier_voided_at = timezone.now()
    label.save(update_fields=["carrier_voided_at"])


def _problem(shipment: Shipment) -> str:
    if shipment.is_waiting_for_address:
        return "Tell us where the parcel starts: add the address that you ship from."
    problems = [
        message
        for address in (shipment.from_address, shipment.to_address)
        for messages in address_problems(address).values()
        for message in messages
    ]
    return " ".join(problems)


@transaction.atomic
def _label_claim(shipment: Shipment, at: datetime) -> Label:
    locked = shipment_lock(shipment.pk)
    live = locked.labels.filter(voided_at=None).first()
    if live:
        return live
    if not is_allowed(Status(locked.status), Status.LABEL_READY):
        raise TransitionRefused(f"{locked.status} -> {Status.LABEL_READY}")
    return Label.objects.create(
        shipment=locked,
        carrier=locked.carrier,
        weight_class=locked.weight_class,
        created_at=at,
    )


@contextmanager
def _asking_alone(label: Label) -> Iterator[None]:
    """Keeps other workers from asking for the same label meanwhile; CarrierUnavailable to them.

    A carrier may know a key only after it answered, so that two who ask at once would buy two. The
    database lets go of the lock when the worker dies.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_ASKING, label.pk])
        if not cursor.fetchone()[0]:
            raise CarrierUnavailable("The carrier is being asked for this label.")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_ASKING, label.pk])


def _order(label: Label) -> LabelOrder:
    shipment = label.shipment
    return LabelOrder(
        key=str(label.idempotency_key),
        at=label.created_at,
        reference=shipment.short_reference,
        from_address=shipment.from_address,
        to_address=shipment.to_address,
        weight_lb=label.weight_class,
        contents=tuple(shipment.contents),
        note=shipment.note,
    )


def _label_finish(label: Label, bought: PurchasedLabel) -> Label:
    hashes = {
        "pdf_hash": file_keep(bought.files.pdf, "pdf"),
        "letter_hash": file_keep(bought.files.letter, "pdf"),
        "png_hash": file_keep(bought.files.png, "png"),
    }
    with transaction.atomic():
        shipment = shipment_lock(label.shipment_id)
        label = Label.objects.select_for_update().get(pk=label.pk)
        if label.bought_at:
            return label
        for name, content_hash in hashes.items():
            setattr(label, name, content_hash)
        label.tracking_number, label.cost_cents = bought.tracking_number, bought.cost_cents
        label.bought_at = label.created_at
        label.save()
        _label_attach(shipment, label, bought)
    return label


def _label_attach(shipment: Shipment, label: Label, bought: PurchasedLabel) -> None:
    """Make the bought label the shipment's; one voided meanwhile goes straight back."""
    at = label.created_at
    if label.voided_at:
        enqueue("label_void_send", label.pk)
        return
    shipment.tracking_number, shipment.expected_on = label.tracking_number, bought.expected_on
    shipment.poll_at, shipment.label_problem = at + FIRST_POLL, ""
    shipment.save(update_fields=["tracking_number", "expected_on", "poll_at", "label_problem"])
    shipment_move(shipment, Status.LABEL_READY, at=at)
    events.shipment_label_ready.send(sender=Shipment, shipment=shipment, label=label, at=at)


def label_take_back(label: Label, actor: User | None, now: datetime) -> None:
    """Marks a live label void; it goes back to its carrier in the background. Under the lock."""
    label.voided_at, label.voided_by = now, actor
    label.save(update_fields=["voided_at", "voided_by"])
    if label.bought_at:
        enqueue("label_void_send", label.pk)
        events.shipment_label_voided.send(
            sender=Shipment, shipment=label.shipment, label=label, at=now
        )


@transaction.atomic
def _label_drop(label: Label, problem: str) -> None:
    """The carrier refused: make room for another try after somebody mended what it says."""
    Label.objects.filter(pk=label.pk, bought_at=None).update(voided_at=timezone.now())
    _note_problem(label.shipment, problem)


def _note_problem(shipment: Shipment, problem: str) -> None:
    """Say what is wrong and stop trying until somebody changes it."""
    waiting = Shipment.objects.filter(pk=shipment.pk, status=Status.LABEL_PENDING)
    waiting.update(label_problem=problem[:300], label_due_at=None)
