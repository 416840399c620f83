"""What the room of a case shows, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from closets.models import User
from payments.cases.acts import Act, acts_of, side_of
from payments.cases.money import Effect, effect_part, effect_whole
from payments.cases.transitions import CaseStatus
from payments.models import Case, CaseDecision, CaseMessage, CaseMove, Order, OrderLine
from shipping.selectors import ParcelCard, parcel_card


@dataclass(frozen=True)
class Step:
    """One thing that happened: a move of the case, or what somebody wrote."""

    at: datetime
    who: str
    move: CaseMove | None = None
    message: CaseMessage | None = None


@dataclass(frozen=True)
class CaseRoom:
    """A case for one of its sides ("" for staff): what happened, what was sold, what may be done.

    whole, part: what refunding all, or what the seller offers, would move.
    """

    case: Case
    side: str
    steps: list[Step]
    lines: list[OrderLine]
    acts: list[Act]
    decision: CaseDecision | None
    parcel: ParcelCard | None
    whole: Effect | None
    part: Effect | None

    @property
    def is_theirs_to_move(self) -> bool:
        """Whether the case waits for this side."""
        waits = {
            CaseStatus.OPEN: "seller",
            CaseStatus.OFFERED: "buyer",
            CaseStatus.RETURNING: "" if self.case.return_sent_at else "buyer",
            CaseStatus.RETURNED: "seller",
        }
        return bool(self.side) and waits.get(CaseStatus(self.case.status)) == self.side


def case_room(case: Case, viewer: User) -> CaseRoom:
    """The room as the viewer sees it. case: from `for_pages`."""
    order, is_open = case.order, not case.is_closed
    parcel = case.return_shipment
    offered = case.offer_cents if case.status == CaseStatus.OFFERED else None
    return CaseRoom(
        case=case,
        side=side_of(case, viewer),
        steps=_steps(case),
        lines=list(order.lines.select_related("listing__cover", "evidence").order_by("pk")),
        acts=acts_of(case, viewer),
        decision=case.decisions.order_by("-pk").first(),
        parcel=parcel_card(shipment=parcel, viewer=viewer) if parcel else None,
        whole=effect_whole(order) if is_open else None,
        part=effect_part(order, offered) if offered else None,
    )


def case_of(order: Order) -> Case | None:
    """The order's case, if there is one. One query."""
    return Case.objects.filter(order=order).first()


def _steps(case: Case) -> list[Step]:
    moves = case.moves.select_related("actor__closet").order_by("pk")
    messages = case.messages.select_related("author__closet").order_by("pk")
    steps = [
        *(Step(move.created_at, _name(case, move.actor), move=move) for move in moves),
        *(Step(one.created_at, _name(case, one.author), message=one) for one in messages),
    ]
    return sorted(steps, key=attrgetter("at"))


def _name(case: Case, member: User | None) -> str:
    """Members by their name; which of the staff it was is not told."""
    if member is None:
        return "Poshmark"
    return member.closet.display_name if side_of(case, member) else "Poshmark staff"
