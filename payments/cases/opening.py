"""Opening a case, within the three days in which the order could be accepted."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from closets.models import User
from payments.cases.moves import clock_of
from payments.cases.said import Said, message_add
from payments.cases.telling import tell_buyer, tell_seller
from payments.cases.transitions import CaseRefused, CaseStatus
from payments.models import Case, CaseMove, Order
from payments.orders.moves import order_move
from payments.orders.refunding import require_undisputed
from payments.orders.transitions import OrderRefused, OrderStatus

Reason = Case.Reason


def case_may_open(order: Order, member: User) -> bool:
    """Whether the member may open a case now."""
    return (
        order.buyer_id == member.pk
        and order.status == OrderStatus.DELIVERED
        and order.accept_by is not None
        and timezone.now() < order.accept_by
    )


@transaction.atomic
def case_open(*, order: Order, reason: str, said: Said, actor: User) -> Case:
    """The buyer says what is wrong; the order's money is held until it is put right.

    Raises PermissionDenied for others, CaseRefused when it is too early, too late, open already or
    without pictures of what there is to see.
    """
    if order.buyer_id != actor.pk:
        raise PermissionDenied
    if not case_may_open(order, actor):
        raise CaseRefused("A case can be opened within three days of the delivery.")
    if reason != Reason.NOT_RECEIVED and not said.photos:
        raise CaseRefused("Add at least one photo that shows it.")
    try:
        require_undisputed(order)
        order_move(order=order, to=OrderStatus.IN_CASE, actor=actor, reason=Reason(reason).label)
    except OrderRefused as refused:
        raise CaseRefused(str(refused)) from refused
    case = _create(order, reason, actor)
    message_add(case, said, author=actor)
    _tell(case, case.due_at)
    return case


def _create(order: Order, reason: str, actor: User) -> Case:
    case = Case(order=order, reason=reason)
    for name, value in clock_of(CaseStatus.OPEN).items():
        setattr(case, name, value)
    case.save()
    CaseMove.objects.create(
        case=case, to_status=CaseStatus.OPEN, actor=actor, what=f"Opened: {Reason(reason).label}"
    )
    return case


def _tell(case: Case, due: datetime | None) -> None:
    until = f"{due:%B} {due.day}, {due:%H:%M} UTC" if due else ""
    tell_seller(
        case,
        "A buyer opened a case",
        f"{case.get_reason_display()}. Your earnings are held. Answer until {until}, else our "
        "staff decide on what they see.",
    )
    tell_buyer(
        case,
        "Your case is open",
        f"The seller answers until {until}. Nobody is paid before it is put right.",
    )
