"""The parcel that goes back: its label, its scans, and what they mean for the case."""

from django.core.exceptions import ValidationError

from closets.models import User
from payments.cases.moves import case_move
from payments.cases.telling import tell_buyer, tell_seller
from payments.cases.transitions import CaseRefused, CaseStatus
from payments.ledger.templates import label_bought, label_returned
from payments.models import Case
from shipping.models import Label, Shipment
from shipping.services import shipment_create

S = CaseStatus


def case_return(case: Case, *, actor: User | None, what: str) -> Case:
    """Opens the parcel back, whose label is mailed to the buyer; we pay for it. On a locked case.

    Raises CaseRefused.
    """
    parcel = _parcel(case)
    case_move(case, S.RETURNING, actor=actor, what=what, return_shipment=parcel)
    until = f"{case.due_at:%B} {case.due_at.day}" if case.due_at else ""
    tell_buyer(
        case,
        "Send the item back",
        f"A prepaid label is on its way to your inbox. Drop the parcel off until {until}. When it "
        "is back, all your money goes back to you.",
    )
    tell_seller(
        case,
        "The item comes back to you",
        f"The buyer has until {until} to send it. You have a day to look at it when it is there.",
    )
    return case


def _parcel(case: Case) -> Shipment:
    """The way out, turned round."""
    out = case.order.shipment
    if out is None:
        raise CaseRefused("This order has no parcel that could go back.")
    try:
        return shipment_create(
            sender=case.order.buyer,
            recipient=case.order.closet.user,
            from_address=out.to_address,
            to_address=out.from_address,
            weight_lb=out.weight_lb,
            contents=out.contents,
            note=f"Return of order {case.order.number}",
        )
    except ValidationError as error:
        raise CaseRefused("The way back has no good address: our staff help.") from error


def return_sent(case: Case) -> None:
    """The carrier has it: nobody waits for the buyer any more."""
    if case.status != S.RETURNING:
        return
    case.return_sent_at = case.return_shipment.status_at if case.return_shipment else None
    case.due_at = case.remind_at = None
    case.save(update_fields=["return_sent_at", "due_at", "remind_at"])
    tell_seller(case, "The item is on its way back", "The carrier has scanned the parcel.")


def return_delivered(case: Case) -> None:
    """It is back: the seller has a day to say that it came back worse."""
    if case.status != S.RETURNING:
        return
    what = "The return was delivered"
    case_move(case, S.RETURNED, actor=None, what=what, returned_at=_now_of(case))
    tell_seller(
        case,
        "The item is back with you",
        "Look at it within a day. If you say nothing, the buyer gets the money back then.",
    )
    tell_buyer(
        case,
        "Your return was delivered",
        "The seller has a day to look at it. Then all your money goes back to you.",
    )


def return_astray(case: Case) -> None:
    """It came back to the buyer undelivered: staff look at it."""
    if case.status == S.RETURNING:
        what = "The return could not be delivered"
        case_move(case, S.REVIEW, actor=None, what=what)
        tell_buyer(case, what, "It comes back to you. Our staff decide what happens next.")


def return_label_paid(case: Case, label: Label) -> None:
    """The label of a return is on us."""
    if label.cost_cents:
        name = str(label.idempotency_key)
        label_bought(order=case.order.number, label=name, cents=label.cost_cents)


def return_label_given_back(case: Case, label: Label) -> None:
    """It was not used."""
    if label.cost_cents:
        name = str(label.idempotency_key)
        label_returned(order=case.order.number, label=name, cents=label.cost_cents)


def _now_of(case: Case) -> object:
    return case.return_shipment.status_at if case.return_shipment else None
