"""Cases (C2): staff decide, somebody else decides the appeal."""

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from closets.models import User
from payments.cases.sweeps import cases_end_due
from payments.cases.transitions import CaseRefused
from payments.models import Case, CaseDecision
from tests.payments.cases.acting import REFUNDED, RELEASED, act, decide, later, status
from tests.payments.shop import (
    LABELLED,
    SHIPPING,
    TOTAL,
    balances,
)


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
