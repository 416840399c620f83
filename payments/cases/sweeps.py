"""Beat's work on cases: what ends by itself, and who is asked once more."""

import logging

from django.db import OperationalError, transaction
from django.utils import timezone

from payments.cases.closing import case_deny, case_refund
from payments.cases.deciding import decision_carry_out
from payments.cases.moves import case_lock, case_move
from payments.cases.telling import tell_both, tell_buyer, tell_seller
from payments.cases.transitions import CaseRefused, CaseStatus
from payments.models import Case
from payments.orders.transitions import OrderRefused
from shipping.services import label_void, shipment_lock
from shipping.transitions import TransitionRefused

log = logging.getLogger(__name__)
S = CaseStatus
BATCH = 500
NOT_NOW = (CaseRefused, OrderRefused, TransitionRefused, OperationalError)


def cases_end_due() -> int:
    """Moves on each case whose time is over; returns how many."""
    due = Case.objects.filter(due_at__lte=timezone.now()).order_by("due_at")
    return sum(_tried(case) for case in due[:BATCH])


def cases_remind_due() -> int:
    """Asks once more who has not answered; returns how many."""
    now = timezone.now()
    due = Case.objects.filter(remind_at__lte=now).for_pages().order_by("remind_at")
    return sum(_reminded(case) for case in due[:BATCH])


def _tried(case: Case) -> bool:
    try:
        return _ended(case)
    except NOT_NOW as error:
        log.warning("%s waits: %s", case, error)
        return False


@transaction.atomic
def _ended(case: Case) -> bool:
    if case.return_shipment_id:
        shipment_lock(case.return_shipment_id)
    locked = case_lock(case)
    if locked.due_at is None or locked.due_at > timezone.now():
        return False
    if locked.status in {S.OPEN, S.OFFERED}:
        who = "seller" if locked.status == S.OPEN else "buyer"
        case_move(locked, S.REVIEW, actor=None, what=f"The {who} did not answer in time")
        tell_both(locked, f"The {who} did not answer in time", "Our staff look at it and decide.")
    elif locked.status == S.DECIDED:
        decision_carry_out(locked, actor=None)
    elif locked.status == S.RETURNING:
        _not_sent(locked)
    elif locked.status == S.RETURNED:
        case_refund(locked, actor=None, what="The item is back, and the seller did not object")
    return True


def _not_sent(case: Case) -> None:
    if case.return_shipment:
        label_void(shipment=case.return_shipment, actor=None)
    case_deny(case, actor=None, what="The item was not sent back in time")


@transaction.atomic
def _reminded(case: Case) -> bool:
    """Once, whoever runs it; when the time is over, it is too late to remind."""
    mine = Case.objects.filter(pk=case.pk, remind_at=case.remind_at)
    if not mine.update(remind_at=None) or case.due_at is None or case.due_at <= timezone.now():
        return False
    until = f"{case.due_at:%B} {case.due_at.day}, {case.due_at:%H:%M} UTC"
    if case.status == S.OPEN:
        tell_seller(case, "A case waits for your answer", f"Until {until}; then our staff decide.")
    elif case.status == S.OFFERED:
        tell_buyer(case, "The seller's offer waits for you", f"Until {until}.")
    elif case.status == S.RETURNING:
        text = f"Drop the parcel off until {until}, else the case is closed without a refund."
        tell_buyer(case, "Send the item back", text)
    else:
        text = f"Look at it until {until}; then the buyer gets the money back."
        tell_seller(case, "The returned item waits for you", text)
    return True
