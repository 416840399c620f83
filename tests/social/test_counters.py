"""Counters: exact at every moment, whether a delta is folded or not."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from closets.models import Closet, User
from listings.models import Listing
from social.drift import Drift, drifts, drifts_log
from social.models import ClosetDelta, Like, ListingCounts, ListingDelta
from social.selectors import closet_counts_of, counts_beside, counts_of, likes_of, with_community
from social.services.counters import counts_fold, listing_count
from social.services.follows import closet_follow
from social.services.likes import listing_like, listing_unlike


def test_a_first_like_is_shown_before_it_is_folded(bea: User, dress: Listing) -> None:
    listing_like(user=bea, listing=dress)
    assert not ListingCounts.objects.exists()
    assert ListingDelta.objects.count() == 1
    assert counts_of(dress).likes == 1
    assert likes_of(bea.pk, [dress.pk]) == ({dress.pk}, {dress.pk: (1, 0)})


def test_folding_changes_nothing_that_is_shown(bea: User, cleo: User, dress: Listing) -> None:
    listing_like(user=bea, listing=dress)
    listing_like(user=cleo, listing=dress)
    assert counts_fold() == 1
    assert counts_fold() == 0
    assert not ListingDelta.objects.exists()
    assert ListingCounts.objects.get().likes == counts_of(dress).likes == 2
    assert likes_of(bea.pk, [dress.pk])[1] == {dress.pk: (2, 0)}


def test_a_free_row_takes_the_act_at_once(bea: User, cleo: User, dress: Listing) -> None:
    listing_like(user=bea, listing=dress)
    counts_fold()
    listing_like(user=cleo, listing=dress)
    assert not ListingDelta.objects.exists()
    assert ListingCounts.objects.get().likes == 2


def test_a_row_never_goes_below_zero_while_a_delta_waits(bea: User, dress: Listing) -> None:
    ListingCounts.objects.create(listing=dress)
    ListingDelta.objects.create(listing=dress, likes=1)
    Like.objects.create(user=bea, listing=dress)
    listing_unlike(user=bea, listing=dress)
    assert ListingCounts.objects.get().likes == 0
    assert counts_of(dress).likes == 0
    counts_fold()
    assert ListingCounts.objects.get().likes == 0


def test_what_outlives_its_listing_is_dropped(dress: Listing) -> None:
    listing_count(dress.pk, "likes", 1)
    ListingDelta.objects.update(listing_id=dress.pk + 1)
    assert counts_fold() == 1
    assert not ListingDelta.objects.exists()
    assert not ListingCounts.objects.exists()


def test_both_sides_of_a_follow_are_counted_beside_the_closet(ana: User, bea: User) -> None:
    closet_follow(user=bea, closet=ana.closet)
    for folded in (False, True):
        assert ClosetDelta.objects.exists() is not folded
        with CaptureQueriesContext(connection) as captured:
            closet = with_community(Closet.objects.filter(user=ana), bea.pk).get()
            assert counts_beside(closet).followers == 1
        assert len(captured) == 1
        assert closet_counts_of(bea.closet).following == 1
        counts_fold()


def test_a_drifted_counter_is_listed_and_an_exact_one_not(
    bea: User, dress: Listing, caplog: pytest.LogCaptureFixture
) -> None:
    listing_like(user=bea, listing=dress)
    assert drifts() == []
    call_command("counts_check", stdout=StringIO())
    counts_fold()
    ListingCounts.objects.update(likes=5)
    assert drifts() == [Drift("likes", dress.pk, shown=5, counted=1)]
    assert drifts_log() == 1
    assert f"likes of {dress.pk}: shown 5, counted 1" in caplog.text
    with pytest.raises(CommandError, match="1 counters have drifted"):
        call_command("counts_check", stdout=StringIO())


def test_the_heart_of_a_first_like_is_filled_on_the_page(
    client: Client, bea: User, dress: Listing
) -> None:
    listing_like(user=bea, listing=dress)
    client.force_login(bea)
    assert 'aria-pressed="true"' in client.get(dress.get_absolute_url()).text


def test_nothing_to_count_is_no_failure(db: None) -> None:
    assert likes_of(None, []) == (set(), {})
