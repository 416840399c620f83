"""Cases (C1): opened by the buyer, answered by the seller."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from payments.cases.opening import case_open
from payments.cases.said import Said
from payments.cases.sweeps import cases_end_due, cases_remind_due
from payments.cases.transitions import CaseRefused
from payments.models import Case, Order
from payments.orders.life import order_accept
from payments.orders.sweeps import orders_release_due
from payments.orders.transitions import OrderRefused
from tests.payments.cases.acting import PHOTO, REFUNDED, RELEASED, TORN, act, later, status, told
from tests.payments.shop import (
    EARNED,
    FEE,
    LABEL,
    LABELLED,
    SHIPPING,
    TAX,
    TOTAL,
    balances,
    bought,
)


def test_a_case_holds_the_money(case: Case, order: Order, ana: User, bea: User) -> None:
    assert status(case) == ("open", "in_case")
    assert balances(ana, bea) == LABELLED
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
        assert orders_release_due() == 0
    with pytest.raises(OrderRefused):
        order_accept(order=Order.objects.get(), actor=bea)
    message = case.messages.get()
    assert (message.author, message.body, message.photos) == (bea, "The hem is torn.", [PHOTO])
    assert told(ana)[-1] == "A buyer opened a case"
    assert told(bea)[-1] == "Your case is open"


def test_only_the_buyer_opens_one_once_and_in_time(order: Order, ana: User, bea: User) -> None:
    with pytest.raises(PermissionDenied):
        case_open(order=order, reason="damaged", said=TORN, actor=ana)
    with pytest.raises(CaseRefused, match="at least one photo"):
        case_open(order=order, reason="wrong", said=Said("Not mine"), actor=bea)
    assert order.accept_by is not None
    with (
        time_machine.travel(order.accept_by, tick=False),
        pytest.raises(CaseRefused, match="within three days"),
    ):
        case_open(order=order, reason="damaged", said=TORN, actor=bea)
    assert not Case.objects.exists()
    assert Order.objects.get().status == "delivered"
    case_open(order=order, reason="not_received", said=Said("Nothing here"), actor=bea)
    with pytest.raises(CaseRefused, match="within three days"):
        case_open(order=order, reason="damaged", said=TORN, actor=bea)


def test_a_parcel_on_its_way_is_no_case(buyer: Client, dress: Listing, bea: User) -> None:
    order = bought(buyer, dress)
    with pytest.raises(CaseRefused):
        case_open(order=order, reason="not_received", said=Said("Where?"), actor=bea)


def test_the_seller_refunds_it_all(case: Case, ana: User, bea: User, dress: Listing) -> None:
    act(case, "refund", ana)
    assert status(case) == ("refunded", "cancelled")
    assert balances(ana, bea) == REFUNDED
    dress.refresh_from_db()
    assert dress.status == "sold"
    assert "$54.71 is on its way back" in case.order.mails.filter(member=bea).latest("pk").text


def test_a_part_refund_that_the_buyer_accepts(case: Case, ana: User, bea: User) -> None:
    act(case, "offer", ana, "For a tailor", cents=1000)
    assert status(case) == ("offered", "in_case")
    act(case, "take", bea)
    assert status(case) == ("partly", "complete")
    # $10.00 of $45.00: $0.62 of its tax, $2.00 of the fee
    left = {"buyer_clearing:bea": 1062, "seller_balance:ana": EARNED - 800}
    held = {"fee_income": FEE - 200, "shipping_income": SHIPPING, "tax_payable": TAX - 62}
    labels = {"carrier_payable": LABEL, "shipping_cost": -LABEL, "stripe": -TOTAL}
    assert balances(ana, bea) == left | held | labels


@pytest.mark.parametrize("cents", [4501, 1_000_000])
def test_no_more_than_the_price_is_offered(case: Case, ana: User, cents: int) -> None:
    with pytest.raises(CaseRefused, match="more than is left"):
        act(case, "offer", ana, cents=cents)
    assert status(case) == ("open", "in_case")


def test_what_is_not_ones_own_is_refused(case: Case, ana: User, bea: User, cleo: User) -> None:
    for name in ("refund", "offer", "contest", "take_back", "take", "appeal", "confirm"):
        with pytest.raises(CaseRefused):
            act(case, name, bea, "Me", cents=100)
    with pytest.raises(CaseRefused):
        act(case, "withdraw", ana)
    with pytest.raises(PermissionDenied):
        act(case, "say", cleo, "Hello")
    assert status(case) == ("open", "in_case")
    assert case.messages.count() == 1


def test_the_buyer_withdraws(case: Case, ana: User, bea: User) -> None:
    act(case, "withdraw", bea)
    assert status(case) == ("withdrawn", "complete")
    assert balances(ana, bea) == RELEASED
    with pytest.raises(CaseRefused):
        act(case, "say", bea, "Wait")


def test_nobody_answers_and_staff_get_it(case: Case, ana: User, bea: User) -> None:
    assert case.remind_at is not None
    with time_machine.travel(case.remind_at, tick=False):
        assert (cases_end_due(), cases_remind_due(), cases_remind_due()) == (0, 1, 0)
    assert told(ana)[-1] == "A case waits for your answer"
    assert later(case, cases_end_due) == 1
    assert status(case) == ("review", "in_case")
    with time_machine.travel(timezone.now() + timedelta(days=9), tick=False):
        assert (cases_end_due(), cases_remind_due()) == (0, 0)


def test_it_is_too_late_to_remind_when_beat_stood_still(case: Case, ana: User) -> None:
    before = len(told(ana))
    assert later(case, cases_remind_due) == 0
    assert len(told(ana)) == before
