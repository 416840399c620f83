"""Cases that send the item back: every cent, wherever the parcel ends."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from payments.cases.acts import acts_of, case_act
from payments.cases.opening import case_open
from payments.cases.said import Said
from payments.cases.sweeps import cases_end_due
from payments.cases.transitions import CaseRefused
from payments.models import Case, Order
from shipping.models import ScanKind, Shipment
from shipping.services import shipments_lose
from tests.payments.cases.acting import (
    PHOTO,
    REFUNDED,
    RELEASED,
    act,
    decide,
    later,
    return_scan,
    status,
)
from tests.payments.shop import (
    EARNED,
    LABEL,
    TOTAL,
    balances,
)
from tests.payments.test_orders import scan


def test_the_item_goes_back_and_then_the_money(
    going_back: Case, ana: User, bea: User, dress: Listing
) -> None:
    parcel = going_back.return_shipment
    assert parcel is not None
    assert (parcel.sender, parcel.recipient) == (bea, ana)
    assert (parcel.from_zip_code, parcel.to_zip_code) == ("78701", "94301")
    return_scan(going_back, ScanKind.ACCEPTED)
    going_back.refresh_from_db()
    assert (going_back.due_at, going_back.return_sent_at is not None) == (None, True)
    with pytest.raises(CaseRefused):
        act(going_back, "withdraw", bea)
    return_scan(going_back, ScanKind.DELIVERED)
    assert status(going_back) == ("returned", "in_case")
    assert balances(ana, bea)["held_for_seller:ana"] == EARNED
    assert later(going_back, cases_end_due) == 1
    assert status(going_back) == ("refunded", "cancelled")
    both = {"carrier_payable": 2 * LABEL, "shipping_cost": -2 * LABEL}
    assert balances(ana, bea) == REFUNDED | both
    dress.refresh_from_db()
    assert dress.status == "available"


def test_what_is_not_sent_in_five_days_is_not_refunded(
    going_back: Case, ana: User, bea: User
) -> None:
    assert later(going_back, cases_end_due) == 1
    assert status(going_back) == ("denied", "complete")
    assert balances(ana, bea) == RELEASED
    parcel = Shipment.objects.get(case=going_back)
    assert parcel.status == "voided"


def test_a_return_that_came_back_worse_goes_to_staff(
    going_back: Case, ana: User, bea: User, sam: User
) -> None:
    return_scan(going_back, ScanKind.DELIVERED)
    with pytest.raises(CaseRefused, match="photo"):
        act(going_back, "counter", ana, "Worn")
    going_back.refresh_from_db()
    case_act(case=going_back, name="counter", said=Said("Worn", [PHOTO]), actor=ana)
    with pytest.raises(CaseRefused, match="back with the seller"):
        decide(going_back, sam, "return")
    decide(going_back, sam, "deny")
    later(going_back, cases_end_due)
    assert status(going_back) == ("denied", "complete")
    paid = RELEASED | {"carrier_payable": 2 * LABEL, "shipping_cost": -2 * LABEL}
    assert balances(ana, bea) == paid


def test_a_return_that_is_lost_is_our_loss(going_back: Case, ana: User, bea: User) -> None:
    return_scan(going_back, ScanKind.ACCEPTED)
    with time_machine.travel(timezone.now() + timedelta(days=16), tick=False):
        shipments_lose()
    assert status(going_back) == ("refunded", "complete")
    both = {"carrier_payable": 2 * LABEL, "shipping_cost": -2 * LABEL}
    assert balances(ana, bea) == RELEASED | both | {
        "refunds": -TOTAL,
        "buyer_clearing:bea": TOTAL,
    }


def test_the_buyer_thinks_better_of_it_before_it_is_sent(
    going_back: Case, ana: User, bea: User
) -> None:
    act(going_back, "withdraw", bea)
    assert status(going_back) == ("withdrawn", "complete")
    assert balances(ana, bea) == RELEASED


def test_what_never_arrived_cannot_go_back(order: Order, ana: User, bea: User, sam: User) -> None:
    case = case_open(order=order, reason="not_received", said=Said("Nothing"), actor=bea)
    assert "take_back" not in [one.name for one in acts_of(case, ana)]
    with pytest.raises(CaseRefused):
        act(case, "take_back", ana)
    act(case, "contest", ana, "The scan says so.")
    with pytest.raises(CaseRefused, match="cannot go back"):
        decide(case, sam, "return")


def test_a_late_scan_of_the_parcel_out_leaves_the_case_alone(case: Case, order: Order) -> None:
    scan(Order.objects.get(pk=order.pk), ScanKind.RETURNED)
    assert status(case) == ("open", "in_case")
