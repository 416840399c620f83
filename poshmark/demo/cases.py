"""What a load leaves of its sales until pictures are drawn: the evidence, and three open cases.

One waits for its seller, one for its buyer, and one for staff.
"""

from collections.abc import Callable

from django.db import transaction

from payments.cases.acts import case_act
from payments.cases.evidence import evidence_freeze
from payments.cases.opening import case_open
from payments.cases.said import Said
from payments.models import Case, Order, OrderLine
from payments.models.order import OrderLineQuerySet
from payments.orders.transitions import OrderStatus
from poshmark.demo.logins import LOGINS
from poshmark.demo.people import DOMAIN


def lines_bare() -> OrderLineQuerySet:
    """Lines of the load's orders of which nothing is frozen yet."""
    return OrderLine.objects.filter(evidence=None, order__buyer__email__endswith=f"@{DOMAIN}")


@transaction.atomic
def sales_freeze() -> int:
    """Freezes what the load sold, as it looks now, and opens the cases; returns how many."""
    lines = list(lines_bare().for_evidence().select_for_update(of=("self",)).order_by("pk"))
    evidence_freeze(lines)
    standing = [handle for _, handle, _, _ in LOGINS]
    others = Order.objects.exclude(buyer__closet__handle__in=standing)
    orders = others.exclude(closet__handle__in=standing).filter(
        status=OrderStatus.DELIVERED, lines__in=lines
    )
    stories = list(zip(orders.order_by("pk"), _STORIES, strict=False))
    for order, tell in stories:
        tell(order)
    return len(stories)


def _for_staff(order: Order) -> None:
    case = case_open(
        order=order,
        reason=Case.Reason.NOT_AS_DESCRIBED,
        said=Said("The colour is far from what the photos show.", _picture(order)),
        actor=order.buyer,
    )
    words = "The photos were taken in daylight; the colour is named in the listing."
    case_act(case=case, name="contest", said=Said(words), actor=order.closet.user)


def _for_buyer(order: Order) -> None:
    case = case_open(
        order=order,
        reason=Case.Reason.DAMAGED,
        said=Said("A seam is open under the left arm.", _picture(order)),
        actor=order.buyer,
    )
    said = Said("I am sorry, I did not see it.", cents=order.item_cents // 4)
    case_act(case=case, name="offer", said=said, actor=order.closet.user)


def _for_seller(order: Order) -> None:
    words = "It says delivered, but nothing was at the door and no neighbour has it."
    case_open(order=order, reason=Case.Reason.NOT_RECEIVED, said=Said(words), actor=order.buyer)


_STORIES: list[Callable[[Order], None]] = [_for_staff, _for_buyer, _for_seller]


def _picture(order: Order) -> list[str]:
    """The item as its listing shows it: nobody took another."""
    return [line.evidence.photos[0] for line in order.lines.select_related("evidence")]
