"""A move and its history in one statement."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from closets.lib.moves import row_move
from closets.models import User
from listings.models import Listing, ListingTransition
from tests.payments.shop import hang


def _note(listing: Listing, actor: User) -> ListingTransition:
    return ListingTransition(
        listing=listing, from_status="available", to_status="reserved", actor=actor
    )


def test_it_moves_the_row_and_writes_down_that_it_did(ana: User) -> None:
    listing = hang(ana)
    note = _note(listing, ana)
    with CaptureQueriesContext(connection) as queries:
        moved = row_move(listing, before="available", changes={"status": "reserved"}, history=note)
    assert (moved, len(queries), listing.status) == (True, 1, "reserved")
    assert Listing.objects.get(pk=listing.pk).status == "reserved"
    stored = ListingTransition.objects.get(pk=note.pk)
    assert (stored.listing, stored.from_status, stored.to_status, stored.actor) == (
        *(listing, "available", "reserved", ana),
    )


def test_it_changes_nothing_of_what_somebody_else_has_moved(ana: User) -> None:
    listing = hang(ana, status="reserved")
    listing.status = "available"
    moves = ListingTransition.objects.count()
    for before, still_null in (("available", []), ("reserved", ["shared_at"])):
        note = _note(listing, ana)
        assert not row_move(
            listing,
            before=before,
            changes={"status": "sold"},
            history=note,
            still_null=still_null,
        )
        assert not note.pk
        assert listing.status == "available"
    assert Listing.objects.get(pk=listing.pk).status == "reserved"
    assert ListingTransition.objects.count() == moves
