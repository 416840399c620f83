"""What the database itself refuses, whoever writes: impossible moves and rewritten histories."""

import itertools

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from closets.models import User
from listings.models import Listing, ListingTransition, PriceChange, Status
from listings.services.prices import price_change
from listings.services.status import listing_hold
from listings.transitions import TRANSITIONS

NOW = timezone.now()
PAIRS = [pair for pair in itertools.product(Status, repeat=2) if pair[0] != pair[1]]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_a_status_changes_only_as_the_table_says(
    dress: Listing, before: Status, after: Status
) -> None:
    times = {state: {"sold_at": NOW if state == Status.SOLD else None} for state in Status}
    dress.pk, dress._state.adding = None, True
    dress.status, dress.sold_at = before, times[before]["sold_at"]
    dress.save()
    mine = Listing.objects.filter(pk=dress.pk)
    if after in TRANSITIONS[before]:
        mine.update(status=after, **times[after])
        assert mine.get().status == after
    else:
        with pytest.raises(IntegrityError, match="may not become"), transaction.atomic():
            mine.update(status=after, **times[after])
        assert mine.get().status == before


def test_saving_without_a_move_is_no_move(dress: Listing) -> None:
    dress.title = "Another"
    dress.save()
    assert Listing.objects.get(pk=dress.pk).title == "Another"


def test_a_price_history_cannot_be_rewritten(ana: User, dress: Listing) -> None:
    price_change(actor=ana, listing=dress, price_cents=4000)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        PriceChange.objects.update(new_cents=300)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        PriceChange.objects.all().delete()
        connection.check_constraints()
    assert PriceChange.objects.get().new_cents == 4000


def test_nor_can_the_history_of_moves(ana: User, dress: Listing) -> None:
    listing_hold(listing=dress, actor=ana)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ListingTransition.objects.update(created_at=timezone.now())
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        dress.transitions.all()[0].delete()
        connection.check_constraints()
    assert dress.transitions.count() == 2


def test_histories_go_with_their_listing(ana: User, dress: Listing) -> None:
    price_change(actor=ana, listing=dress, price_cents=4000)
    dress.delete()
    connection.check_constraints()
    assert (PriceChange.objects.count(), ListingTransition.objects.count()) == (0, 0)


def test_who_moved_it_is_forgotten_with_the_member(sam: User, dress: Listing) -> None:
    ListingTransition.objects.create(
        listing=dress, from_status="available", to_status="removed", actor=sam
    )
    sam.delete()
    assert list(dress.transitions.values_list("actor", flat=True))[-1] is None


def test_the_history_says_who_and_when(ana: User, dress: Listing) -> None:
    listing_hold(listing=dress, actor=ana)
    move = dress.transitions.get(to_status="not_for_sale")
    assert (move.from_status, move.actor) == ("available", ana)
    assert abs((timezone.now() - move.created_at).total_seconds()) < 60


def test_the_owner_reads_the_history_and_nobody_else_does(
    client: Client, ana: User, bea: User, dress: Listing
) -> None:
    listing_hold(listing=dress, actor=ana)
    client.force_login(ana)
    own = " ".join(client.get(dress.get_absolute_url()).content.decode().split())
    assert "Draft → Available" in own
    assert "Available → Not for sale" in own
    client.force_login(bea)
    assert "Draft → Available" not in client.get(dress.get_absolute_url()).content.decode()
