"""Cases (C1, C2): what goes wrong after the sale, who does what, and where every cent goes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from payments.cases.acts import ACTS, acts_of, case_act
from payments.cases.deciding import Verdict, case_decide
from payments.cases.opening import case_open
from payments.cases.said import Said
from payments.cases.sweeps import cases_end_due, cases_remind_due
from payments.cases.transitions import CLOSED, TRANSITIONS, CaseRefused, CaseStatus
from payments.models import Case, CaseDecision, CaseMove, Order, SaleEvidence
from payments.orders.life import order_accept
from payments.orders.sweeps import orders_release_due
from payments.orders.transitions import OrderRefused
from shipping.carriers.base import Scan
from shipping.models import ScanKind, Shipment
from shipping.services import label_buy, shipments_lose, tracking_event_record
from tests.payments.after_sale import delivered
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
from tests.payments.test_orders import scan
from tests.people import person

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


@pytest.fixture
def order(buyer: Client, dress: Listing) -> Order:
    """Bought, labelled and brought."""
    order = bought(buyer, dress)
    label_buy(shipment=Shipment.objects.get())
    return delivered(order)


@pytest.fixture
def case(order: Order) -> Case:
    """Bea says that the hem is torn."""
    return case_open(order=order, reason="damaged", said=TORN, actor=order.buyer)


@pytest.fixture
def sue(db: None) -> User:
    """Another member of staff."""
    return person("sue", is_staff=True)


def act(case: Case, name: str, actor: User, words: str = "", cents: int = 0) -> Case:
    case.refresh_from_db()
    return case_act(case=case, name=name, said=Said(words, [], cents), actor=actor)


def decide(case: Case, actor: User, outcome: str, cents: int = 0) -> CaseDecision:
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


# --- opening ------------------------------------------------------------------------------------


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


# --- the seller answers -------------------------------------------------------------------------


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


# --- staff decide -------------------------------------------------------------------------------


def test_staff_deny_and_the_seller_is_paid_when_nobody_appeals(
    case: Case, ana: User, bea: User, sam: User
) -> None:
    act(case, "contest", ana, "It was whole.")
    decide(case, sam, "deny")
    assert status(case) == ("decided", "in_case")
    assert balances(ana, bea) == LABELLED
    assert later(case, cases_end_due) == 1
    assert status(case) == ("denied", "complete")
    assert balances(ana, bea) == RELEASED


def test_an_appeal_is_decided_by_somebody_else_and_at_once(
    case: Case, ana: User, bea: User, sam: User, sue: User
) -> None:
    act(case, "contest", ana, "It was whole.")
    decide(case, sam, "deny")
    act(case, "appeal", bea, "Look at photo 1")
    assert status(case) == ("appealed", "in_case")
    with pytest.raises(CaseRefused, match="somebody else"):
        decide(case, sam, "deny")
    with pytest.raises(PermissionDenied):
        decide(case, bea, "refund")
    decide(case, sue, "refund")
    assert status(case) == ("refunded", "cancelled")
    assert balances(ana, bea) == REFUNDED
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseDecision.objects.create(
            case=case,
            outcome="deny",
            rule="fit",
            words="Me",
            staff=sam,
            appeal_of_staff=sam,
            appeal_of=case.decisions.latest("pk"),
        )


def test_after_a_day_it_cannot_be_appealed(case: Case, ana: User, bea: User, sam: User) -> None:
    act(case, "contest", ana, "It was whole.")
    decide(case, sam, "deny")
    case.refresh_from_db()
    assert case.due_at is not None
    with time_machine.travel(case.due_at, tick=False), pytest.raises(CaseRefused):
        act(case, "appeal", bea, "Late")


def test_staff_refund_a_part(case: Case, ana: User, bea: User, sam: User) -> None:
    act(case, "contest", ana, "It was whole.")
    with pytest.raises(CaseRefused, match="more than is left"):
        decide(case, sam, "part", 4600)
    decide(case, sam, "part", 4500)
    later(case, cases_end_due)
    assert status(case) == ("partly", "complete")
    assert balances(ana, bea)["buyer_clearing:bea"] == TOTAL - SHIPPING - 41
    assert "seller_balance:ana" not in balances(ana, bea)


def test_nobody_decides_before_it_is_theirs_or_their_own(case: Case, sam: User, bea: User) -> None:
    with pytest.raises(CaseRefused, match="nothing to decide"):
        decide(case, sam, "deny")
    act(case, "withdraw", bea)
    with pytest.raises(CaseRefused, match="nothing to decide"):
        decide(case, sam, "deny")


# --- the way back -------------------------------------------------------------------------------


@pytest.fixture
def going_back(case: Case, ana: User) -> Case:
    """The seller takes it back, and the label for it is made."""
    act(case, "take_back", ana)
    case.refresh_from_db()
    assert case.return_shipment is not None
    label_buy(shipment=case.return_shipment)
    return case


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


# --- what the database keeps --------------------------------------------------------------------


def test_the_database_allows_the_table_and_nothing_else(case: Case) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('case_status_moves'::regproc)")
        text = cursor.fetchone()[0]
    allowed = {(a.value, b.value) for a, targets in TRANSITIONS.items() for b in targets}
    every = {(a, b) for a in CaseStatus.values for b in CaseStatus.values if a != b}
    assert {pair for pair in every if f"('{pair[0]}', '{pair[1]}')" in text} == allowed
    with pytest.raises(IntegrityError, match="may not become"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(
            status="partly", due_at=None, closed_at=timezone.now()
        )
    with pytest.raises(IntegrityError, match="case_move_allowed"), transaction.atomic():
        CaseMove.objects.create(case=case, from_status="open", to_status="partly", what="x")
    for papers in (case.moves, case.messages):
        with pytest.raises(Exception, match="append-only"), transaction.atomic():
            papers.update(created_at=timezone.now())


def test_every_state_leads_to_an_end_and_somebody_moves_it_on() -> None:
    for state in CaseStatus:
        reached, front = set(), {state}
        while front:
            reached |= front
            front = {b for a in front for b in TRANSITIONS[a]} - reached
        assert reached & CLOSED, state
    moved_by_side = {state for one in ACTS if one.name not in {"say"} for state in one.states}
    staff = {CaseStatus.REVIEW, CaseStatus.APPEALED}
    assert moved_by_side | staff | CLOSED == set(CaseStatus)


def test_what_was_sold_stays_as_it_was(order: Order, dress: Listing, ana: User) -> None:
    before = SaleEvidence.objects.values().get()
    assert (before["title"], before["price_cents"]) == ("Crochet maxi dress", 4500)
    assert before["photos"] == ["ab" * 32]
    assert ["Condition", "Good"] in before["facts"]
    Listing.objects.filter(pk=dress.pk).update(title="Rag", deleted_at=timezone.now())
    dress.photos.all().delete()
    assert SaleEvidence.objects.values().get() == before
    for change in (SaleEvidence.objects.update, SaleEvidence.objects.filter().delete):
        with pytest.raises(Exception, match="append-only"), transaction.atomic():
            change(**({"title": "Rag"} if change.__name__ == "update" else {}))
