"""How cases end. Each moves the order's money and the case in one transaction."""

from closets.models import User
from closets.templatetags.money import money
from payments.cases.money import refund_all, refund_by_us, refund_nothing, refund_part_of
from payments.cases.moves import case_move
from payments.cases.telling import tell_buyer, tell_seller
from payments.cases.transitions import CaseStatus
from payments.models import Case
from payments.orders.refunding import going_back

S = CaseStatus


def case_refund(case: Case, *, actor: User | None, what: str) -> Case:
    """All the buyer's money goes back. On a locked case; raises CaseRefused, OrderRefused."""
    case_move(case, S.REFUNDED, actor=actor, what=what)
    back = refund_all(case, actor=actor)
    tell_buyer(case, "Your case is closed: you get it all back", going_back(back))
    tell_seller(case, "The case is closed: the buyer gets it all back", f"{what}.")
    return case


def case_refund_part(case: Case, cents: int, *, actor: User, what: str) -> Case:
    """`cents` of the price go back, and the seller is paid the rest. As `case_refund`."""
    case_move(case, S.PARTLY, actor=actor, what=what)
    earned = refund_part_of(case, cents, actor=actor)
    tell_buyer(case, "Your case is closed", f"{what}. The order is complete.")
    tell_seller(case, "The case is closed", f"{what}. {money(earned)} is in your balance.")
    return case


def case_deny(case: Case, *, actor: User | None, what: str) -> Case:
    """No money goes back, and the seller is paid. As `case_refund`."""
    return _settle(case, S.DENIED, actor=actor, what=what)


def case_withdraw(case: Case, *, actor: User, what: str) -> Case:
    """The buyer is content after all: the order is accepted. As `case_refund`."""
    return _settle(case, S.WITHDRAWN, actor=actor, what=what)


def case_return_lost(case: Case) -> Case:
    """The carrier lost the parcel on its way back: we pay. As `case_refund`."""
    case_move(case, S.REFUNDED, actor=None, what="The carrier lost the return; we bear the loss")
    back, earned = refund_by_us(case)
    tell_buyer(case, "Your return was lost", f"We bear the loss. {going_back(back)}")
    text = f"We bear the loss: {money(earned)} is in your balance."
    tell_seller(case, "The return was lost", text)
    return case


def _settle(case: Case, to: CaseStatus, *, actor: User | None, what: str) -> Case:
    case_move(case, to, actor=actor, what=what)
    earned = refund_nothing(case, actor=actor)
    tell_buyer(case, "Your case is closed", f"{what}. The order is complete.")
    tell_seller(case, "The case is closed", f"{what}. {money(earned)} is in your balance.")
    return case
