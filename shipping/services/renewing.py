"""Another label for the same parcel (H5): the old one was lost, has expired, or is too light."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from closets.models import User
from shipping.models import Shipment
from shipping.services.labels import label_take_back
from shipping.services.queue import enqueue
from shipping.services.shipments import shipment_weigh
from shipping.services.status import shipment_lock, shipment_move
from shipping.transitions import Status, TransitionRefused

MOST_LABELS = 5


@transaction.atomic
def label_renew(*, shipment: Shipment, weight_lb: Decimal, actor: User) -> Shipment:
    """Voids the sender's label and has another made, for a parcel of this weight.

    What was paid for the old one is given back, as for any label that was not used. Raises
    PermissionDenied, ValidationError by field, TransitionRefused once the carrier has the parcel,
    while a label is being made, and for more labels than anybody loses.
    """
    locked = shipment_lock(shipment.pk)
    if locked.sender_id != actor.pk:
        raise PermissionDenied
    if locked.status != Status.LABEL_READY:
        raise TransitionRefused("There is no unused label to replace.")
    if locked.labels.count() >= MOST_LABELS:
        raise TransitionRefused("That is the last label for this parcel. Please write to us.")
    now = timezone.now()
    for label in locked.labels.select_for_update().filter(voided_at=None):
        label_take_back(label, actor, now)
    shipment_move(locked, Status.LABEL_PENDING, at=now)
    shipment_weigh(locked, weight_lb)
    locked.label_due_at, locked.poll_at, locked.expected_on = now, None, None
    locked.save()
    enqueue("label_buy", locked.pk)
    return locked
