"""Open a shipment, and what its sender may still change before the label is made."""

from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_UP, Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from closets.models import User
from shipping.addresses import PostalAddress, address_require
from shipping.carriers.registry import carrier_default
from shipping.models import Shipment
from shipping.selectors import rate_quote
from shipping.services.queue import enqueue
from shipping.services.status import shipment_lock
from shipping.transitions import Status, TransitionRefused


def shipment_create(
    *,
    sender: User,
    recipient: User,
    from_address: PostalAddress | None,
    to_address: PostalAddress,
    weight_lb: Decimal,
    contents: Sequence[str] = (),
    note: str = "",
    label_due_at: datetime | None = None,
    at: datetime | None = None,
) -> Shipment:
    """Open a shipment; its label is bought in the background at `label_due_at`, now by default.

    `from_address` may be None until the sender gives one; the label waits for it. `weight_lb` picks
    the rate. `at` is when it was ordered, if not now. Raises ValidationError by field for a
    bad address or weight.
    """
    for address in filter(None, [from_address, to_address]):
        address_require(address)
    now = timezone.now()
    shipment = Shipment(
        sender=sender,
        recipient=recipient,
        contents=[line[:200] for line in contents],
        note=note[:200],
        carrier=carrier_default().code,
        label_due_at=label_due_at or now,
        created_at=at or now,
        status_at=at or now,
    )
    shipment.to_address = to_address
    if from_address:
        shipment.from_address = from_address
    shipment_weigh(shipment, weight_lb)
    shipment.save()
    _label_when_due(shipment, now)
    return shipment


@transaction.atomic
def shipment_sender_address_set(
    *, shipment: Shipment, address: PostalAddress, actor: User
) -> Shipment:
    """The sender says where the parcel starts; a label that waited for it is made now.

    Raises PermissionDenied, ValidationError by field, TransitionRefused once there is a label.
    """
    address_require(address)
    locked = _lock_pending(shipment, actor)
    locked.from_address = address
    locked.label_due_at, locked.label_problem = locked.label_due_at or timezone.now(), ""
    locked.save()
    _label_when_due(locked, timezone.now())
    return locked


@transaction.atomic
def shipment_weight_set(*, shipment: Shipment, weight_lb: Decimal, actor: User) -> Shipment:
    """The sender corrects the weight before the label is made; the prices are quoted anew.

    Raises PermissionDenied, ValidationError by field, TransitionRefused once there is a label.
    """
    locked = _lock_pending(shipment, actor)
    shipment_weigh(locked, weight_lb)
    locked.save()
    return locked


def shipment_weigh(shipment: Shipment, weight_lb: Decimal) -> None:
    """Sets weight, class and prices; writes no row. Raises ValidationError by field."""
    quote = rate_quote(weight_lb=weight_lb, at=shipment.created_at)
    shipment.weight_lb = weight_lb.quantize(Decimal("0.1"), rounding=ROUND_UP)
    shipment.weight_class = quote.weight_class
    shipment.rate_card = quote.rate_card
    shipment.buyer_cents, shipment.seller_cents = quote.buyer_cents, quote.seller_cents


def _lock_pending(shipment: Shipment, actor: User) -> Shipment:
    locked = shipment_lock(shipment.pk)
    if locked.sender_id != actor.pk:
        raise PermissionDenied
    if locked.status != Status.LABEL_PENDING or locked.labels.filter(voided_at=None).exists():
        raise TransitionRefused("The label is made already.")
    return locked


def _label_when_due(shipment: Shipment, now: datetime) -> None:
    """A label that is due at once need not wait for the sweep."""
    due = shipment.label_due_at
    if due and due <= now and not shipment.is_waiting_for_address:
        enqueue("label_buy", shipment.pk)
