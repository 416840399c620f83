"""Staff decide, with a rule and a reason; a decision stands when nobody appealed it in time."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from closets.models import User
from payments.cases.closing import case_deny, case_refund, case_refund_part
from payments.cases.money import effect_part
from payments.cases.moves import case_lock, case_move
from payments.cases.returning import case_return
from payments.cases.telling import tell_both
from payments.cases.transitions import CaseRefused, CaseStatus
from payments.models import Case, CaseDecision
from payments.orders.transitions import OrderRefused

S = CaseStatus
Outcome = CaseDecision.Outcome


@dataclass(frozen=True)
class Verdict:
    """What is decided, by which rule, and why; cents of the item price for a part refund."""

    outcome: str
    rule: str
    words: str
    cents: int = 0


@transaction.atomic
def case_decide(*, case: Case, verdict: Verdict, actor: User) -> CaseDecision:
    """Decides a case that waits for staff. A first decision waits a day for an appeal; the answer
    to an appeal, by another person, is carried out at once.

    Raises PermissionDenied for non-staff, CaseRefused for the wrong person, state or amount.
    """
    if not actor.is_staff:
        raise PermissionDenied
    locked = case_lock(case)
    _check(locked, verdict, actor)
    if locked.status == S.APPEALED:
        return _revise(locked, verdict, actor)
    decision = _write(locked, verdict, actor)
    case_move(locked, S.DECIDED, actor=actor, what=f"Staff decide: {_said(decision)}")
    tell_both(
        locked,
        "Our staff have decided",
        f"{_said(decision)}. {decision.get_rule_display()}. You can appeal once, within a day.",
    )
    return decision


def decision_carry_out(case: Case, *, actor: User | None) -> Case:
    """Does what the newest decision says, on a locked case. Raises CaseRefused, OrderRefused."""
    decision = case.decisions.select_related("staff").order_by("-pk")[0]
    what = _said(decision)
    if decision.outcome == Outcome.RETURN:
        return case_return(case, actor=actor, what=what)
    if decision.outcome == Outcome.REFUND:
        return case_refund(case, actor=actor, what=what)
    if decision.outcome == Outcome.PART:
        return case_refund_part(case, decision.item_cents, actor=decision.staff, what=what)
    return case_deny(case, actor=actor, what=what)


def _check(case: Case, verdict: Verdict, actor: User) -> None:
    if case.status not in {S.REVIEW, S.APPEALED}:
        raise CaseRefused("There is nothing to decide in this case now.")
    if actor.pk in {case.order.buyer_id, case.order.closet.user_id}:
        raise CaseRefused("Nobody decides their own case.")
    if verdict.outcome == Outcome.RETURN and case.returned_at:
        raise CaseRefused("The item is back with the seller already.")
    if verdict.outcome == Outcome.RETURN and case.reason == Case.Reason.NOT_RECEIVED:
        raise CaseRefused("What never arrived cannot go back.")
    if verdict.outcome == Outcome.PART:
        try:
            effect_part(case.order, verdict.cents)
        except OrderRefused as refused:
            raise CaseRefused(str(refused)) from refused


def _revise(case: Case, verdict: Verdict, actor: User) -> CaseDecision:
    first = case.decisions.order_by("-pk")[0]
    if first.staff_id == actor.pk:
        raise CaseRefused("An appeal is decided by somebody else than the first decision.")
    decision = _write(case, verdict, actor, appeal_of=first, appeal_of_staff=first.staff)
    tell_both(case, "Your appeal is decided", f"{_said(decision)}. {decision.get_rule_display()}.")
    try:
        decision_carry_out(case, actor=actor)
    except OrderRefused as refused:
        raise CaseRefused(str(refused)) from refused
    return decision


def _write(case: Case, verdict: Verdict, actor: User, **more: object) -> CaseDecision:
    return CaseDecision.objects.create(
        case=case,
        outcome=verdict.outcome,
        rule=verdict.rule,
        words=verdict.words,
        item_cents=verdict.cents if verdict.outcome == Outcome.PART else 0,
        staff=actor,
        **more,
    )


def _said(decision: CaseDecision) -> str:
    return decision.get_outcome_display()
