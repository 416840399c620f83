"""Posh Parties (S6): what may come in, the picks, and who is told once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from closets.models import User
from closets.services import member_block
from listings.models import Listing, StyleTag
from social.guards import ActRefused
from social.models import News, Party, PartyHost, PartyItem, PartyReminder, Share
from social.parties.selectors import party_items, party_size
from social.parties.services import (
    parties_sweep,
    party_invite,
    party_pick,
    party_remind,
    party_share,
    party_unpick,
    party_unshare,
)
from social.parties.themes import themes_of
from social.selectors import counts_of
from social.services.follows import closet_follow
from social.services.shares import listing_share
from tests.people import person
from tests.shop import brand, category, on_sale

NOON = datetime(2026, 6, 1, 16, tzinfo=UTC)
Throw = Callable[..., Party]


@pytest.fixture
def party(db: None) -> Throw:
    """Makes a party that began `minutes` ago, of two hours."""

    def thrown(minutes: int = 10, styles: Sequence[str] = (), **rules: object) -> Party:
        starts = timezone.now() - timedelta(minutes=minutes)
        row = Party.objects.create(
            title="Boho party",
            starts_at=starts,
            ends_at=starts + timedelta(hours=2),
            styles=list(styles),
        )
        for rule, values in rules.items():
            getattr(row, rule).set(values)
        return row

    return thrown


def test_what_fits_is_shared_and_lifted_like_any_share(
    party: Throw, ana: User, dress: Listing
) -> None:
    row = party()
    item = party_share(user=ana, party=row, listing=dress)
    dress.refresh_from_db()
    assert dress.shared_at == item.shared_at
    assert (Share.objects.get().channel, Share.objects.get().party) == ("party", row)
    assert counts_of(dress).shares == 1
    assert [one.listing for one in party_items(row, None).rows] == [dress]


@pytest.mark.parametrize("rule", ["departments", "categories", "brands", "styles"])
def test_what_is_off_the_theme_is_refused_with_the_reason(
    rule: str, party: Throw, ana: User, dress: Listing
) -> None:
    StyleTag.objects.create(slug="boho", name="Boho")
    shoes = category("men/shoes", "sneaker")
    off = {
        "departments": [shoes.department],
        "categories": [shoes],
        "brands": [brand("Zara"), brand("Madewell")],
        "styles": ["boho"],
    }
    says = {
        "departments": "for Men only",
        "categories": "for Shoes only",
        "brands": "for Madewell or Zara only|for Zara or Madewell only",
        "styles": "for the style Boho",
    }
    with pytest.raises(ActRefused, match=says[rule]):
        party_share(user=ana, party=party(**{rule: off[rule]}), listing=dress)
    assert not Share.objects.exists()
    assert not PartyItem.objects.exists()


def test_every_rule_must_be_kept_and_one_of_its_names_is_enough(party: Throw, ana: User) -> None:
    StyleTag.objects.create(slug="boho", name="Boho")
    fits = on_sale(ana, brand=brand("Zara"), style_tags=["boho", "lace"])
    half = on_sale(ana, brand=brand("Zara"))
    row = party(brands=[brand("Zara"), brand("Madewell")], styles=["boho", "y2k"])
    theme = themes_of([row])[row.pk]
    assert theme.refusal(fits) == ""
    assert (
        theme.refusal(half)
        == "This party is for the style Boho or y2k: no tag of the item says so."
    )


@pytest.mark.parametrize(("minutes", "says"), [(-5, "not begun"), (121, "over")])
def test_nothing_comes_in_before_or_after(
    minutes: int, says: str, party: Throw, ana: User, dress: Listing
) -> None:
    with pytest.raises(ActRefused, match=says):
        party_share(user=ana, party=party(minutes), listing=dress)
    assert not PartyItem.objects.exists()


def test_shared_again_it_is_the_same_item_on_top(party: Throw, ana: User, bea: User) -> None:
    first, second = on_sale(ana), on_sale(bea)
    with time_machine.travel(NOON, tick=False) as clock:
        row = party()
        for listing in (first, second, first):
            party_share(user=ana, party=row, listing=listing)
            clock.shift(timedelta(minutes=2))
    assert [one.listing for one in party_items(row, None).rows] == [first, second]


def test_within_a_minute_it_is_refused_in_the_party_but_not_to_followers(
    party: Throw, ana: User, dress: Listing
) -> None:
    row = party()
    party_share(user=ana, party=row, listing=dress)
    with pytest.raises(ActRefused, match="Wait a minute"):
        party_share(user=ana, party=row, listing=dress)
    listing_share(user=ana, listing=dress)
    assert Share.objects.count() == 2


def test_taken_back_it_is_as_before(party: Throw, ana: User, dress: Listing) -> None:
    row, before = party(), dress.shared_at
    party_share(user=ana, party=row, listing=dress)
    assert party_unshare(user=ana, party=row, listing=dress)
    assert not party_unshare(user=ana, party=row, listing=dress)
    dress.refresh_from_db()
    assert (dress.shared_at, counts_of(dress).shares) == (before, 0)
    assert not PartyItem.objects.exists()


def test_taken_back_it_sinks_to_an_earlier_share(
    party: Throw, ana: User, bea: User, dress: Listing
) -> None:
    row = party()
    first = party_share(user=ana, party=row, listing=dress)
    party_share(user=bea, party=row, listing=dress)
    assert party_unshare(user=bea, party=row, listing=dress)
    item = PartyItem.objects.get()
    assert (item.user, item.shared_at) == (ana, first.shared_at)


def test_nobody_sees_items_of_the_blocked_and_the_suspended(
    party: Throw, ana: User, bea: User, cleo: User
) -> None:
    row = party()
    for seller in (ana, bea):
        party_share(user=seller, party=row, listing=on_sale(seller))
    member_block(actor=ana, blocked=cleo)
    assert party_size(row, cleo.pk) == 1
    User.objects.filter(pk=bea.pk).update(is_active=False)
    assert party_size(row, cleo.pk) == 0
    assert party_items(row, cleo.pk).rows == []


def test_only_hosts_pick_and_once(party: Throw, ana: User, bea: User, dress: Listing) -> None:
    row = party()
    party_share(user=ana, party=row, listing=dress)
    PartyHost.objects.create(party=row, user=bea)
    with pytest.raises(PermissionDenied):
        party_pick(host=ana, party=row, listing=dress)
    for _ in "ab":
        party_pick(host=bea, party=row, listing=dress)
    assert [one.listing for one in party_items(row, None, picks=True).rows] == [dress]
    party_unpick(host=bea, party=row, listing=dress)
    assert party_items(row, None, picks=True).rows == []
    with pytest.raises(ActRefused, match="not in the party"):
        party_pick(host=bea, party=row, listing=on_sale(ana))


@pytest.mark.django_db(transaction=True)
def test_hosts_who_pick_at_once_never_pick_too_many(settings: Settings) -> None:
    settings.PARTY_PICKS = 3
    ana, bea = person("ana"), person("bea")
    starts = timezone.now()
    row = Party.objects.create(title="P", starts_at=starts, ends_at=starts + timedelta(hours=2))
    PartyHost.objects.create(party=row, user=bea)
    listings = [on_sale(ana) for _ in range(6)]
    for listing in listings:
        party_share(user=ana, party=row, listing=listing)

    def pick(listing: Listing) -> bool:
        try:
            party_pick(host=bea, party=row, listing=listing)
        except ActRefused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(pick, listings)) == 3
    assert PartyItem.objects.filter(picked_at__isnull=False).count() == 3


def test_who_asked_is_told_once_when_it_is_about_to_begin(party: Throw, bea: User) -> None:
    row = party(-30)
    for _ in "ab":
        party_remind(user=bea, party=row)
    assert parties_sweep() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        assert [parties_sweep(), parties_sweep()] == [1, 0]
    news = News.objects.get()
    assert (news.recipient, news.kind, news.text, news.url) == (
        *(bea, "party", "Boho party is about to begin", f"/parties/{row.pk}/"),
    )
    with pytest.raises(ActRefused, match="begun already"):
        party_remind(user=bea, party=party(5))


def test_followers_are_invited_once_and_the_blocked_not(
    party: Throw, ana: User, bea: User, cleo: User
) -> None:
    for member in (bea, cleo):
        closet_follow(user=member, closet=ana.closet)
    News.objects.all().delete()
    member_block(actor=ana, blocked=cleo)
    row = party()
    assert [party_invite(user=ana, party=row), party_invite(user=ana, party=row)] == [True, False]
    assert [parties_sweep(), parties_sweep()] == [1, 0]
    assert News.objects.get().recipient == bea
    with pytest.raises(ActRefused, match="over"):
        party_invite(user=ana, party=party(300))


def test_a_reminder_of_a_party_that_is_over_tells_nobody(party: Throw, bea: User) -> None:
    row = party(-30)
    party_remind(user=bea, party=row)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        parties_sweep()
    assert not News.objects.exists()
    assert PartyReminder.objects.get().told_at


def test_a_theme_costs_the_same_for_one_and_for_many(party: Throw) -> None:
    rows = [party(brands=[brand(f"B {number}")], styles=["boho"]) for number in range(6)]
    costs = []
    for some in (rows[:1], rows):
        with CaptureQueriesContext(connection) as captured:
            themes_of(some)
        costs.append(len(captured))
    assert costs == [4, 4]
