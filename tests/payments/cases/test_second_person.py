"""What gives the buyer more than $500 is decided by two (P6)."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from payments.cases.opening import case_open
from payments.cases.sweeps import cases_end_due
from payments.cases.transitions import CaseRefused
from payments.models import Case, CaseDecision
from tests.payments.after_sale import delivered
from tests.payments.cases.acting import TORN, act, decide, later, status
from tests.payments.shop import bought

PRICE = 60000


@pytest.fixture
def dear(buyer: Client, dress: Listing, bea: User, ana: User) -> Case:
    """A case of $600, contested by its seller."""
    Listing.objects.filter(pk=dress.pk).update(price_cents=PRICE)
    order = delivered(bought(buyer, dress))
    case = case_open(order=order, reason=Case.Reason.DAMAGED, said=TORN, actor=bea)
    return act(case, "contest", ana, "It was whole.")


def test_a_large_refund_waits_for_a_second_person(dear: Case, sam: User, sue: User) -> None:
    assert [decide(dear, sam, "refund") for _ in range(2)] == [None, None]
    assert status(dear) == ("review", "in_case")
    decision = decide(dear, sue, "refund")
    assert decision is not None
    assert (decision.staff, decision.proposed_by) == (sue, sam)
    assert decision.refund_cents > PRICE
    assert later(dear, cases_end_due) == 1
    assert status(dear) == ("refunded", "cancelled")


def test_who_says_something_else_does_not_agree(dear: Case, sam: User, sue: User) -> None:
    assert decide(dear, sam, "refund") is None
    assert decide(dear, sue, "part", 55000) is None
    assert decide(dear, sam, "part", 50000) is None
    assert not dear.decisions.exists()
    assert decide(dear, sue, "deny") is not None
    assert not dear.proposals.filter(answered_at=None).exists()


def test_an_appeal_needs_two_who_did_not_decide_before(
    dear: Case, bea: User, sam: User, sue: User, cleo: User
) -> None:
    assert decide(dear, sam, "deny") is not None
    act(dear, "appeal", bea, "Look again")
    assert decide(dear, sue, "refund") is None
    with pytest.raises(CaseRefused, match="somebody else"):
        decide(dear, sam, "refund")
    User.objects.filter(pk=cleo.pk).update(is_staff=True)
    cleo.refresh_from_db()
    assert decide(dear, cleo, "refund") is not None
    assert status(dear) == ("refunded", "cancelled")


def test_the_database_refuses_a_large_one_by_one_person(dear: Case, sam: User) -> None:
    for proposed_by in (None, sam):
        with (
            pytest.raises(IntegrityError, match="case_large_needs_second_person"),
            transaction.atomic(),
        ):
            CaseDecision.objects.create(
                case=dear,
                outcome="refund",
                rule="differs",
                words="Mine alone",
                staff=sam,
                refund_cents=50001,
                proposed_by=proposed_by,
            )


def test_staff_see_what_they_are_asked_about(dear: Case, sam: User, sue: User) -> None:
    decide(dear, sue, "refund")
    sam.is_superuser = True
    sam.save()
    client = Client()
    client.force_login(sam)
    page = client.get(reverse("admin:payments_case_change", args=[dear.pk])).content.decode()
    assert "decided when somebody else says the same" in page
    assert 'value="refund" required id="id_outcome_1" checked' in page
    queue = client.get(reverse("admin:payments_case_changelist")).content.decode()
    assert ">Waiting</a>" in " ".join(queue.split()).replace("> ", ">").replace(" <", "<")
