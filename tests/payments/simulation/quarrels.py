"""Cases: buyers who say that something is wrong, sellers who answer or do not, staff who decide."""

from contextlib import suppress

from payments.cases.acts import case_act
from payments.cases.deciding import Verdict, case_decide
from payments.cases.opening import case_open
from payments.cases.said import Said
from payments.cases.transitions import CaseRefused, CaseStatus
from payments.models import Case, CaseDecision
from tests.payments.simulation.acts import Act, friendly, orders_of
from tests.payments.simulation.world import World

Reason, Outcome = Case.Reason, CaseDecision.Outcome
PHOTO = "ab" * 32
ANSWERS = ["refund", "contest", "contest", "offer", "take_back", ""]
OUTCOMES = [Outcome.REFUND, Outcome.DENY, Outcome.PART]


def complaining(world: World, number: int) -> Act:
    """One in twelve of those who have it, or should, opens a case."""

    def act() -> None:
        luck = world.luck("complain", number)
        for order in orders_of(world, number) if luck.random() < 1 / 12 else []:
            reason = luck.choice([Reason.NOT_RECEIVED, Reason.DAMAGED])
            said = Said("It is not as it should be", [PHOTO])
            with suppress(CaseRefused):
                case_open(order=order, reason=reason, said=said, actor=order.buyer)

    return friendly(act)


def answering(world: World, case: Case) -> Act:
    """The seller answers, or leaves it to the clock; the buyer of an offer takes it or not."""

    def act() -> None:
        luck = world.luck("answer", case.pk)
        name, order = luck.choice(ANSWERS), case.order
        said = Said("So it is", cents=order.item_cents // 2)
        with suppress(CaseRefused):
            if name:
                case_act(case=_fresh(case), name=name, said=said, actor=order.closet.user)
            if name == "offer":
                taken = luck.choice(["take", "decline"])
                case_act(case=_fresh(case), name=taken, said=said, actor=order.buyer)

    return friendly(act)


def judging(world: World, case: Case) -> Act:
    """Staff decide what waits for them; a large refund when both say the same."""

    def act() -> None:
        outcome = world.luck("judge", case.pk).choice(OUTCOMES)
        verdict = Verdict(outcome, "differs", "So we see it", case.order.item_cents // 3)
        first, second = world.staff
        with suppress(CaseRefused):
            if not case_decide(case=_fresh(case), verdict=verdict, actor=first):
                case_decide(case=_fresh(case), verdict=verdict, actor=second)

    return friendly(act)


def cases_in(*states: CaseStatus) -> list[Case]:
    return list(Case.objects.filter(status__in=states).for_pages().order_by("pk"))


def _fresh(case: Case) -> Case:
    return Case.objects.for_pages().get(pk=case.pk)
