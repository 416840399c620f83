"""The 30-day bin."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from closets.models import User
from listings.models import Listing
from listings.refusals import ListingLocked
from listings.services.bin import bin_purge, listing_delete, listing_restore
from listings.services.status import listing_reserve, listing_sell


def test_deleting_and_undoing_leaves_all_as_it_was(ana: User, dress: Listing) -> None:
    before = Listing.objects.filter(pk=dress.pk).values().get()
    listing_delete(actor=ana, listing=dress)
    assert not Listing.objects.public().filter(pk=dress.pk).exists()
    listing_restore(actor=ana, listing=dress)
    assert Listing.objects.filter(pk=dress.pk).values().get() == before


def test_deleting_twice_keeps_the_first_time(ana: User, dress: Listing) -> None:
    listing_delete(actor=ana, listing=dress)
    first = Listing.objects.get(pk=dress.pk).deleted_at
    listing_delete(actor=ana, listing=dress)
    assert Listing.objects.get(pk=dress.pk).deleted_at == first


def test_what_is_being_paid_or_sold_stays(ana: User, bea: User, dress: Listing) -> None:
    listing_reserve(listing=dress, actor=bea)
    with pytest.raises(ListingLocked):
        listing_delete(actor=ana, listing=dress)
    listing_sell(listing=dress, actor=bea)
    with pytest.raises(ListingLocked):
        listing_delete(actor=ana, listing=dress)
    assert Listing.objects.get(pk=dress.pk).deleted_at is None


def test_after_thirty_days_it_is_gone(ana: User, dress: Listing) -> None:
    listing_delete(actor=ana, listing=dress)
    with (
        time_machine.travel(datetime.now(UTC) + timedelta(days=31)),
        pytest.raises(ListingLocked),
    ):
        listing_restore(actor=ana, listing=dress)
    assert Listing.objects.get(pk=dress.pk).deleted_at is not None


def test_it_refuses_a_stranger(ana: User, cleo: User, dress: Listing) -> None:
    with pytest.raises(PermissionDenied):
        listing_delete(actor=cleo, listing=dress)
    assert Listing.objects.get(pk=dress.pk).deleted_at is None
    listing_delete(actor=ana, listing=dress)
    with pytest.raises(PermissionDenied):
        listing_restore(actor=cleo, listing=dress)
    assert Listing.objects.get(pk=dress.pk).deleted_at is not None


def test_beat_deletes_for_good_what_lay_there_thirty_days(
    ana: User, dress: Listing, draft: Listing
) -> None:
    kept = Listing.objects.create(closet=ana.closet)
    listing_delete(actor=ana, listing=dress)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=29, hours=23)):
        assert bin_purge() == 0
    with time_machine.travel(datetime.now(UTC) + timedelta(days=30, minutes=1)):
        assert bin_purge() == 1
        assert bin_purge() == 0
    assert list(Listing.objects.values_list("pk", flat=True)) == [kept.pk]
