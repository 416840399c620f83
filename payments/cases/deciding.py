"""Staff decide, with a rule and a reason; a decision stands when nobody appealed it in time.

What gives the buyer more than $500 is decided by two: the first proposes it, and it is decided when
another one says the same.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from closets.models import User
from payments.cases.closing import case_deny, case_refund, case_refund_part
from payments.cases.money import effect_part, effect_whole
from payments.cases.moves import case_lock, case_move
from payments.cases.returning import case_return
from payments.cases.telling import tell_both
from payments.cases.transitions import CaseRefused, CaseStatus
from payments.models import Case, CaseDecision, CaseProposal
from payments.models.refund import SECOND_PERSON_CENTS
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

    @property
    def item_cents(self) -> int:
        """Of the item price, when it is a part refund."""
        return self.cents if self.outcome == Outcome.PART else 0


@transaction.atomic
def case_decide(*, case: Case, verdict: Verdict, actor: User) -> CaseDecision | None:
    """Decides a case that waits for staff, or proposes it (None) when a second person has to agree.

    A first decision waits a day for an appeal; the answer to an appeal, by another person, is
    carried out at once. Raises PermissionDenied for non-staff, CaseRefused for the wrong person,
    state or amount.
    """
    if not actor.is_staff:
        raise PermissionDenied
    locked = case_lock(case)
    _check(locked, verdict, actor)
    cents, waiting = _refund_cents(locked, verdict), _proposal_close(locked)
    if cents <= SECOND_PERSON_CENTS:
        return _decide(locked, verdict, actor, refund_cents=cents)
    if waiting and waiting.staff_id != actor.pk and _same(waiting, verdict):
        return _decide(locked, verdict, actor, refund_cents=cents, proposed_by=waiting.staff)
    _propose(locked, verdict, cents, actor)
    return None


def proposal_waiting(case: Case) -> CaseProposal | None:
    """The large refund that a second person is asked about."""
    return case.proposals.filter(answered_at=None).select_related("staff").first()


def _proposal_close(case: Case) -> CaseProposal | None:
    """What waited is answered by whatever is said now; returns it."""
    waiting = proposal_waiting(case)
    case.proposals.filter(answered_at=None).update(answered_at=timezone.now())
    return waiting


def _same(proposal: CaseProposal, verdict: Verdict) -> bool:
    said = (verdict.outcome, verdict.item_cents)
    return said == (proposal.outcome, proposal.item_cents)


def _propose(case: Case, verdict: Verdict, cents: int, actor: User) -> CaseProposal:
    return case.proposals.create(
        outcome=verdict.outcome,
        item_cents=verdict.item_cents,
        refund_cents=cents,
        rule=verdict.rule,
        words=verdict.words,
        staff=actor,
    )


def _decide(locked: Case, verdict: Verdict, actor: User, **more: object) -> CaseDecision:
    if locked.status == S.APPEALED:
        return _revise(locked, verdict, actor, **more)
    decision = _write(locked, verdict, actor, **more)
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
    if case.status == S.APPEALED and case.decisions.latest("pk").staff_id == actor.pk:
        raise CaseRefused("An appeal is decided by somebody else than the first decision.")


def _refund_cents(case: Case, verdict: Verdict) -> int:
    """What the buyer would get. Raises CaseRefused for more than is left."""
    if verdict.outcome == Outcome.DENY:
        return 0
    if verdict.outcome != Outcome.PART:
        return effect_whole(case.order).buyer_cents
    try:
        return effect_part(case.order, verdict.cents).buyer_cents
    except OrderRefused as refused:
        raise CaseRefused(str(refused)) from refused


def _revise(case: Case, verdict: Verdict, actor: User, **more: object) -> CaseDecision:
    first = case.decisions.latest("pk")
    decision = _write(case, verdict, actor, appeal_of=first, appeal_of_staff=first.staff, **more)
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
        item_cents=verdict.item_cents,
        staff=actor,
        **more,
    )


def _said(decision: CaseDecision) -> str:
    return decision.get_outcome_display()
