"""Shares (S2)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from pytest_django import Settings

from closets.models import User
from listings.models import Listing
from social.guards import ActRefused
from social.models import Share
from social.selectors import counts_of
from social.services.shares import listing_share

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def test_it_lifts_the_listing_and_counts(bea: User, dress: Listing) -> None:
    before = dress.shared_at
    listing_share(user=bea, listing=dress)
    dress.refresh_from_db()
    assert dress.shared_at is not None
    assert before is not None
    assert dress.shared_at > before
    assert counts_of(dress).shares == 1


def test_the_same_listing_waits_a_minute(bea: User, dress: Listing) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        listing_share(user=bea, listing=dress)
        clock.shift(timedelta(seconds=59))
        with pytest.raises(ActRefused, match="Wait a minute"):
            listing_share(user=bea, listing=dress)
        assert Share.objects.count() == 1
        clock.shift(timedelta(seconds=2))
        listing_share(user=bea, listing=dress)
    assert Share.objects.count() == 2


def test_the_budget_is_a_day_s(bea: User, dress: Listing, settings: Settings) -> None:
    settings.SHARES_A_DAY = 2
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(2):
            listing_share(user=bea, listing=dress)
            clock.shift(timedelta(minutes=2))
        with pytest.raises(ActRefused, match="today's 2 shares"):
            listing_share(user=bea, listing=dress)
        clock.shift(timedelta(days=1))
        listing_share(user=bea, listing=dress)
    assert Share.objects.count() == 3


def test_a_draft_cannot_be_shared(ana: User, bea: User) -> None:
    draft = Listing.objects.create(closet=ana.closet)
    with pytest.raises(ActRefused):
        listing_share(user=bea, listing=draft)
    assert not Share.objects.exists()
