"""What cases do when things are sold, and when parcels move."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from listings.events import pictures_wanted
from listings.models import Photo
from payments.cases import returning
from payments.cases.closing import case_return_lost
from payments.cases.evidence import evidence_freeze
from payments.cases.moves import case_lock
from payments.cases.transitions import CaseStatus
from payments.models import Case, CaseMessage, Order, OrderLine, SaleEvidence
from payments.orders.events import order_placed
from shipping import events
from shipping.models import Label, Shipment


@receiver(order_placed)
def keep_what_was_sold(
    sender: type[Order], *, order: Order, lines: Sequence[OrderLine], **_: Any
) -> None:
    """What a case may look at later is written down while it is true."""
    evidence_freeze(lines)


@receiver(events.shipment_accepted)
def return_accepted(sender: type[Shipment], *, shipment: Shipment, at: datetime, **_: Any) -> None:
    """The buyer has sent it."""
    _with_case(shipment, returning.return_sent)


@receiver(events.shipment_delivered)
def return_delivered(sender: type[Shipment], *, shipment: Shipment, at: datetime, **_: Any) -> None:
    """The seller has it."""
    _with_case(shipment, returning.return_delivered)


@receiver(events.shipment_returned)
def return_came_back(sender: type[Shipment], *, shipment: Shipment, at: datetime, **_: Any) -> None:
    """It could not be delivered."""
    _with_case(shipment, returning.return_astray)


@receiver(events.shipment_lost)
def return_lost(sender: type[Shipment], *, shipment: Shipment, at: datetime, **_: Any) -> None:
    """Nobody's fault."""
    _with_case(shipment, _lost)


def _lost(case: Case) -> None:
    if case.status == CaseStatus.RETURNING:
        case_return_lost(case)


@receiver(events.shipment_label_ready)
def return_label(sender: type[Shipment], *, shipment: Shipment, label: Label, **_: Any) -> None:
    """We pay for the way back."""
    _with_case(shipment, lambda case: returning.return_label_paid(case, label))


@receiver(events.shipment_label_voided)
def return_label_off(sender: type[Shipment], *, shipment: Shipment, label: Label, **_: Any) -> None:
    """It was not used."""
    _with_case(shipment, lambda case: returning.return_label_given_back(case, label))


def _with_case(shipment: Shipment, act: Callable[[Case], None]) -> None:
    case = Case.objects.filter(return_shipment=shipment).first()
    if case:
        act(case_lock(case))


@receiver(pictures_wanted)
def pictures_of_cases(sender: type[Photo], *, keys: set[str], **_: Any) -> set[str]:
    """Evidence stays to be seen."""
    wanted = sorted(keys)
    rows = [
        *SaleEvidence.objects.filter(photos__overlap=wanted).values_list("photos", flat=True),
        *CaseMessage.objects.filter(photos__overlap=wanted).values_list("photos", flat=True),
    ]
    return {key for photos in rows for key in photos}
