"""Cases walked at random by buyer, seller, staff, carrier and beat: all end, and no cent is lost.

WALKS=200 in the environment walks more of them.
"""

import os
import random
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from payments.cases.acts import acts_of, case_act
from payments.cases.deciding import Verdict, case_decide
from payments.cases.opening import case_open
from payments.cases.said import Said
from payments.cases.sweeps import cases_end_due, cases_remind_due
from payments.cases.transitions import CaseRefused, CaseStatus
from payments.models import Case, CaseDecision, Order
from payments.orders.held import held_cents
from shipping.carriers.base import Scan
from shipping.models import ScanKind, Shipment
from shipping.services import label_buy, shipments_lose, tracking_event_record
from shipping.transitions import MOVING, Status
from tests.payments.after_sale import delivered
from tests.payments.shop import EARNED, TOTAL, balances, bought
from tests.people import person

PHOTO = "cd" * 32
SCANS = [ScanKind.ACCEPTED, ScanKind.IN_TRANSIT, ScanKind.DELIVERED, ScanKind.RETURNED]
ENDINGS = {
    "refunded": {"cancelled", "complete"},
    "partly": {"complete"},
    "denied": {"complete"},
    "withdrawn": {"complete"},
}


class Walk:
    """One case and everybody who may move it; `now` goes on with each step."""

    def __init__(self, seed: int, order: Order, staff: list[User]) -> None:
        self.dice, self.order, self.staff = random.Random(seed), order, staff
        self.now: datetime = timezone.now()
        reason = self.dice.choice(list(Case.Reason.values))
        said = Said("Look.", [PHOTO])
        self.case = case_open(order=order, reason=reason, said=said, actor=order.buyer)
        self.people = [order.buyer, order.closet.user]

    def go(self) -> None:
        """Steps until the case is closed: at random at first, then by those who must."""
        for step in range(200):
            self.case.refresh_from_db()
            if self.case.is_closed:
                return
            with time_machine.travel(self.now, tick=False):
                options = [self.act, self.staff_decide, self.parcel, self.wait, self.wait_long]
                (self.dice.choice(options) if step < 30 else self.push)()
                self.look()
        raise AssertionError(f"stuck in {self.case.status}")

    def look(self) -> None:
        """While it is open nothing has moved."""
        self.case.refresh_from_db()
        assert self.case.is_closed or held_cents(self.order) == EARNED

    def act(self) -> None:
        person = self.dice.choice(self.people)
        acts = acts_of(Case.objects.for_pages().get(pk=self.case.pk), person)
        if acts:
            said = Said("Words", [PHOTO], self.dice.randint(1, 5000))
            name = self.dice.choice(acts).name
            with suppress(CaseRefused):
                case_act(case=self.case, name=name, said=said, actor=person)

    def staff_decide(self) -> None:
        outcome = self.dice.choice(CaseDecision.Outcome.values)
        verdict = Verdict(outcome, "differs", "Why", self.dice.randint(1, 5000))
        actor = self.dice.choice(self.staff)
        with suppress(CaseRefused):
            case_decide(case=self.case, verdict=verdict, actor=actor)

    def parcel(self) -> None:
        """The carrier does something with the return, or loses it."""
        shipment = Shipment.objects.filter(case=self.case).first()
        if shipment is None:
            return
        if shipment.status == Status.LABEL_PENDING:
            label_buy(shipment=shipment)
        elif shipment.status in MOVING and self.dice.random() < 0.2:
            self.now += timedelta(days=16)
            with time_machine.travel(self.now, tick=False):
                shipments_lose()
        elif shipment.status != Status.VOIDED:
            kind = self.dice.choice(SCANS)
            scan = Scan(event_id=f"{kind}{self.now:%d%H%M%S}", kind=kind, occurred_at=self.now)
            tracking_event_record(shipment=shipment, scan=scan)

    def wait(self) -> None:
        self.now += timedelta(hours=self.dice.randint(1, 20))
        with time_machine.travel(self.now, tick=False):
            cases_remind_due()
            cases_end_due()

    def wait_long(self) -> None:
        """Beat stood still for days."""
        self.now += timedelta(days=self.dice.randint(2, 9))
        with time_machine.travel(self.now, tick=False):
            cases_end_due()

    def push(self) -> None:
        """Whoever must, moves it on."""
        if self.case.status in {CaseStatus.REVIEW, CaseStatus.APPEALED}:
            self.staff_decide()
        elif self.case.due_at is None:
            self.parcel()
        else:
            self.wait_long()


@pytest.mark.parametrize("seed", range(int(os.environ.get("WALKS", "4"))))
def test_every_walk_ends_with_every_cent_where_it_belongs(
    seed: int, buyer: Client, dress: Listing, ana: User, bea: User
) -> None:
    order = bought(buyer, dress)
    label_buy(shipment=Shipment.objects.get())
    staff = [person(name, is_staff=True) for name in ("sam", "sue")]
    walk = Walk(seed, delivered(order), staff)
    walk.go()
    order.refresh_from_db()
    case = walk.case
    assert order.status in ENDINGS[case.status]
    assert held_cents(order) == 0
    refunded = sum(order.refunds.values_list("amount_cents", flat=True))
    found = balances(ana, bea)
    assert found.get("buyer_clearing:bea", 0) == refunded
    if case.status in {"denied", "withdrawn"}:
        assert (refunded, found["seller_balance:ana"]) == (0, EARNED)
    elif case.status == "partly":
        assert 0 < refunded < TOTAL
        assert 0 <= found.get("seller_balance:ana", 0) < EARNED
    else:
        by_us = EARNED if order.status == "complete" else 0
        assert (refunded, found.get("seller_balance:ana", 0)) == (TOTAL, by_us)
    assert sum(found.values()) == 0
    ends = [move.to_status for move in case.moves.all()]
    assert ends[-1] == case.status
    assert len(set(ends)) >= 2
