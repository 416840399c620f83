"""What the database keeps of a case, and what it refuses."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from payments.cases.acts import ACTS
from payments.cases.transitions import CLOSED, TRANSITIONS, CaseStatus
from payments.models import Case, CaseMove, Order, SaleEvidence


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
