"""What people do in a case, and where the money is when it is over."""

from collections.abc import Callable

import time_machine
from django.utils import timezone

from closets.models import User
from payments.cases.acts import case_act
from payments.cases.deciding import Verdict, case_decide
from payments.cases.said import Said
from payments.models import Case, CaseDecision, Order
from shipping.carriers.base import Scan
from shipping.models import ScanKind
from shipping.services import tracking_event_record
from tests.payments.shop import (
    EARNED,
    LABEL,
    LABELLED,
    TOTAL,
)

PHOTO = "cd" * 32
TORN = Said("The hem is torn.", [PHOTO])
RELEASED = {name: cents for name, cents in LABELLED.items() if not name.startswith("held")} | {
    "seller_balance:ana": EARNED
}
"""The order accepted: the seller has it all."""
REFUNDED = {
    "buyer_clearing:bea": TOTAL,
    "carrier_payable": LABEL,
    "shipping_cost": -LABEL,
    "stripe": -TOTAL,
}
"""All is on its way back to the card, and we keep the cost of the label."""


def act(case: Case, name: str, actor: User, words: str = "", cents: int = 0) -> Case:
    case.refresh_from_db()
    return case_act(case=case, name=name, said=Said(words, [], cents), actor=actor)


def decide(case: Case, actor: User, outcome: str, cents: int = 0) -> CaseDecision | None:
    verdict = Verdict(outcome, "differs", "As the photos show.", cents)
    return case_decide(case=case, verdict=verdict, actor=actor)


def status(case: Case) -> tuple[str, str]:
    """Of the case and of its order."""
    case.refresh_from_db()
    return case.status, Order.objects.get(pk=case.order_id).status


def later(case: Case, run: Callable[[], int]) -> int:
    """Runs a sweep when the case's time is over."""
    case.refresh_from_db()
    assert case.due_at is not None
    with time_machine.travel(case.due_at, tick=False):
        return run()


def return_scan(case: Case, kind: ScanKind) -> None:
    case.refresh_from_db()
    assert case.return_shipment is not None
    event = Scan(event_id=f"back-{kind}", kind=kind, occurred_at=timezone.now())
    tracking_event_record(shipment=case.return_shipment, scan=event)


def told(user: User) -> list[str]:
    return list(user.news.order_by("pk").values_list("text", flat=True))
