"""What buyer and seller may do in a case: one table, by which pages offer and services refuse."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from closets.models import User
from closets.templatetags.money import money
from payments.cases.closing import case_refund, case_refund_part, case_withdraw
from payments.cases.money import effect_part
from payments.cases.moves import case_lock, case_move
from payments.cases.returning import case_return
from payments.cases.said import Said, message_add
from payments.cases.telling import tell_buyer, tell_other
from payments.cases.transitions import CLOSED, CaseRefused, CaseStatus
from payments.models import Case
from payments.orders.transitions import OrderRefused
from shipping.services import label_void, shipment_lock

S = CaseStatus
Do = Callable[[Case, User, Said], object]
STANDING = [state for state in S if state not in CLOSED]


@dataclass(frozen=True)
class Act:
    """One thing a side may do: in which states, what it must say, and what it moves.

    asks: "words" (needed), "words?" (if they like), "offer" (an amount), "" (a button alone);
    moves: "whole" or "part" of the money, "" for none.
    """

    name: str
    title: str
    hint: str
    sides: tuple[str, ...]
    states: tuple[CaseStatus, ...]
    do: Do
    asks: str = ""
    moves: str = ""
    needs_photo: bool = False
    is_danger: bool = False


def acts_of(case: Case, member: User) -> list[Act]:
    """What the member may do now."""
    side = side_of(case, member)
    return [act for act in ACTS if side in act.sides and _is_open(act, case)]


def side_of(case: Case, member: User) -> str:
    """ "buyer", "seller", or "" for anybody else."""
    if member.pk == case.order.buyer_id:
        return "buyer"
    return "seller" if member.pk == case.order.closet.user_id else ""


@transaction.atomic
def case_act(*, case: Case, name: str, said: Said, actor: User) -> Case:
    """Does what `name` says in the table.

    Raises PermissionDenied for strangers, CaseRefused when it is not theirs to do or not any more.
    """
    if not side_of(case, actor):
        raise PermissionDenied
    if case.return_shipment_id:  # scans lock the parcel first, too
        shipment_lock(case.return_shipment_id)
    locked = case_lock(case)
    act = next((act for act in acts_of(locked, actor) if act.name == name), None)
    if act is None or locked.return_shipment_id != case.return_shipment_id:
        raise CaseRefused(f"This case is {locked.get_status_display().lower()}: not now any more.")
    if act.needs_photo and not said.photos:
        raise CaseRefused("Add at least one photo that shows it.")
    message_add(locked, said, author=actor)
    try:
        act.do(locked, actor, said)
    except OrderRefused as refused:
        raise CaseRefused(str(refused)) from refused
    return locked


def _is_open(act: Act, case: Case) -> bool:
    if case.status not in act.states:
        return False
    if act.name == "take_back":
        return case.reason != Case.Reason.NOT_RECEIVED
    if act.name == "withdraw":
        return case.return_sent_at is None and case.returned_at is None
    if act.name == "appeal":
        return case.due_at is not None and timezone.now() < case.due_at
    return True


def _say(case: Case, actor: User, said: Said) -> None:
    tell_other(case, actor, "A message in your case", f"“{said.words[:200]}”")


def _contest(case: Case, actor: User, said: Said) -> None:
    case_move(case, S.REVIEW, actor=actor, what="The seller sees it differently")
    tell_buyer(case, "The seller sees it differently", "Our staff look at it and decide.")


def _offer(case: Case, actor: User, said: Said) -> None:
    effect = effect_part(case.order, said.cents)
    what = f"The seller offers {money(effect.buyer_cents)}"
    case_move(case, S.OFFERED, actor=actor, what=what, offer_cents=said.cents)
    tell_buyer(case, what, "You keep the item. Accept it or ask our staff to decide, within a day.")


def _take_back(case: Case, actor: User, said: Said) -> None:
    case_return(case, actor=actor, what="The seller takes it back")


def _refund(case: Case, actor: User, said: Said) -> None:
    case_refund(case, actor=actor, what="The seller gives all the money back")


def _take(case: Case, actor: User, said: Said) -> None:
    cents = case.offer_cents or 0
    case_refund_part(case, cents, actor=actor, what="The buyer accepts the part refund")


def _decline(case: Case, actor: User, said: Said) -> None:
    case_move(case, S.REVIEW, actor=actor, what="The buyer declines the offer")
    tell_other(case, actor, "The buyer declines your offer", "Our staff look at it and decide.")


def _withdraw(case: Case, actor: User, said: Said) -> None:
    if case.return_shipment is not None and case.status == S.RETURNING:
        label_void(shipment=case.return_shipment, actor=actor)
    case_withdraw(case, actor=actor, what="The buyer withdraws the case")


def _appeal(case: Case, actor: User, said: Said) -> None:
    case_move(case, S.APPEALED, actor=actor, what=f"Appealed by the {side_of(case, actor)}")
    tell_other(case, actor, "The decision is appealed", "Somebody else of our staff looks at it.")


def _confirm(case: Case, actor: User, said: Said) -> None:
    case_refund(case, actor=actor, what="The seller has the item back")


def _counter(case: Case, actor: User, said: Said) -> None:
    case_move(case, S.REVIEW, actor=actor, what="The seller says it came back worse")
    tell_buyer(case, "The seller objects to the return", "Our staff look at it and decide.")


BUYER, SELLER = ("buyer",), ("seller",)
ACTS = (
    Act(
        "take_back",
        "Take it back, then refund it all",
        "We send the buyer a prepaid label. When the item is back with you, the buyer gets all "
        "the money back.",
        SELLER,
        (S.OPEN,),
        _take_back,
        "words?",
        "whole",
    ),
    Act(
        "offer",
        "Offer a part refund",
        "The buyer keeps the item and gets a part of the price back, if they agree.",
        SELLER,
        (S.OPEN,),
        _offer,
        "offer",
    ),
    Act(
        "refund",
        "Refund it all, no return",
        "The case is closed at once.",
        SELLER,
        (S.OPEN,),
        _refund,
        "words?",
        "whole",
        is_danger=True,
    ),
    Act(
        "contest",
        "I see it differently",
        "Say why, with photos if you have any. Our staff decide.",
        SELLER,
        (S.OPEN,),
        _contest,
        "words",
    ),
    Act("take", "Accept the part refund", "", BUYER, (S.OFFERED,), _take, "", "part"),
    Act(
        "decline",
        "Decline, and let staff decide",
        "",
        BUYER,
        (S.OFFERED,),
        _decline,
        "words?",
    ),
    Act(
        "confirm",
        "All is well: refund the buyer",
        "The case is closed at once.",
        SELLER,
        (S.RETURNED,),
        _confirm,
        "",
        "whole",
    ),
    Act(
        "counter",
        "It came back worse",
        "Show what is wrong. Our staff decide, and nobody is paid before.",
        SELLER,
        (S.RETURNED,),
        _counter,
        "words",
        needs_photo=True,
    ),
    Act(
        "appeal",
        "Appeal the decision",
        "Once. Somebody else of our staff decides, and that stands.",
        ("buyer", "seller"),
        (S.DECIDED,),
        _appeal,
        "words",
    ),
    Act(
        "say",
        "Write a message",
        "Both sides and our staff read it.",
        ("buyer", "seller"),
        tuple(STANDING),
        _say,
        "words",
    ),
    Act(
        "withdraw",
        "Withdraw the case",
        "The order counts as accepted, and the seller is paid.",
        BUYER,
        (S.OPEN, S.OFFERED, S.REVIEW, S.RETURNING),
        _withdraw,
        is_danger=True,
    ),
)
