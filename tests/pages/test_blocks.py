"""Blocks and suspensions (A8): no page shows a trace of who is hidden, no act reaches them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern
from django.utils import timezone

from closets.models import User
from closets.services import member_block
from listings.models import Listing
from social.models import Comment, Like, Party, PartyHost, PartyItem, Share
from social.news.folding import news_fold
from social.parties.services import party_share
from social.selectors import counts_of
from social.services.comments import comment_add
from social.services.follows import closet_follow
from social.services.likes import listing_like
from social.services.shares import listing_share
from tests.people import person
from tests.shop import on_sale

TRACES = ("secretive", "Hidden gem")
"""The handle of who is hidden, and the title of what they sell."""
APART = {"accounts/", "staff/", "readyz"}


@pytest.fixture
def hidden(ana: User, bea: User) -> User:
    """A member who did to Bea and to Ana's dress all that one can do, and sells a gem."""
    cache.clear()
    member = person("secretive")
    dress, gem = on_sale(ana), on_sale(member, title="Hidden gem")
    coat = on_sale(bea, title="Linen coat")
    starts = timezone.now()
    party = Party.objects.create(title="P", starts_at=starts, ends_at=starts + timedelta(hours=2))
    PartyHost.objects.create(party=party, user=member)
    for who, listing in ((member, dress), (member, coat), (bea, gem), (ana, gem), (ana, coat)):
        listing_like(user=who, listing=listing)
        comment_add(user=who, listing=listing, body="Lovely!")
        listing_share(user=who, listing=listing)
        closet_follow(user=who, closet=listing.closet)
    comment_add(user=member, listing=dress, body="Look, @bea!")
    for who, listing in ((member, gem), (ana, dress)):
        party_share(user=who, party=party, listing=listing)
    news_fold()
    return member


HIDE: dict[str, Callable[[User, User], object]] = {
    "blocked": lambda bea, member: member_block(actor=bea, blocked=member),
    "blocking": lambda bea, member: member_block(actor=member, blocked=bea),
    "suspended": lambda bea, member: User.objects.filter(pk=member.pk).update(is_active=False),
}


def addresses(listing: Listing, party: Party) -> list[str]:
    """Every named page of the site that is looked at, filled with what there is to see."""
    known = {
        "listing_id": listing.pk,
        "party_id": party.pk,
        "handle": listing.closet.handle,
        "closet_id": listing.closet_id,
        "path": "women/dresses",
    }
    found = []
    for entry in _entries(get_resolver(), ""):
        names = entry[1].pattern.converters
        if all(name in known for name in names) and "." not in str(entry[1].pattern):
            found.append(reverse(entry[0], kwargs={name: known[name] for name in names}))
    return found


def _entries(resolver: URLResolver, space: str) -> list[tuple[str, URLPattern]]:
    found: list[tuple[str, URLPattern]] = []
    for entry in resolver.url_patterns:
        if not isinstance(entry.pattern, RoutePattern):
            continue
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            found += [] if str(entry.pattern) in APART else _entries(entry, inner)
        elif entry.name and str(entry.pattern) not in APART:
            found.append((f"{space}{entry.name}", entry))
    return found


@pytest.mark.parametrize("how", HIDE)
def test_no_page_shows_a_trace(how: str, hidden: User, client: Client, bea: User) -> None:
    HIDE[how](bea, hidden)
    client.force_login(bea)
    dress = Listing.objects.get(title="Silk dress")
    pages = [*addresses(dress, Party.objects.get()), f"/parties/{Party.objects.get().pk}/?picks"]
    assert len(pages) > 40
    seen = {page: client.get(page) for page in pages}
    traces = {
        page: trace
        for page, answer in seen.items()
        for trace in TRACES
        if not answer.streaming and trace in answer.text
    }
    assert traces == {}


@pytest.mark.parametrize("how", HIDE)
def test_their_own_pages_are_not_there(how: str, hidden: User, client: Client, bea: User) -> None:
    HIDE[how](bea, hidden)
    client.force_login(bea)
    gem = Listing.objects.get(title="Hidden gem")
    for page in ("listing", "listing_parties"):
        assert client.get(reverse(page, args=[gem.pk])).status_code == 404, page
    for page in ("closet", "social:followers", "social:following"):
        assert client.get(reverse(page, args=["secretive"])).status_code == 404, page
    for page in ("social:likers", "social:mentions"):
        assert client.get(reverse(page, args=[gem.pk])).status_code == 404, page


@pytest.mark.parametrize("how", HIDE)
def test_no_act_reaches_them(how: str, hidden: User, client: Client, bea: User) -> None:
    HIDE[how](bea, hidden)
    client.force_login(bea)
    gem, party = Listing.objects.get(title="Hidden gem"), Party.objects.get()
    before = [model.objects.count() for model in (Like, Share, Comment, PartyItem)]
    counts = counts_of(gem)
    verbs = [
        reverse("social:share", args=[gem.pk]),
        reverse("social:comments", args=[gem.pk]),
        reverse("social:follow_closet", args=[gem.closet_id]),
        reverse("social:party_item", args=[party.pk, gem.pk]),
        reverse("social:report", args=[gem.pk]),
    ]
    for verb in verbs:
        answer = client.post(verb, {"body": "Hello?"}, headers={"hx-request": "true"})
        assert answer.status_code in {404, 409, 422}, verb
    assert [model.objects.count() for model in (Like, Share, Comment, PartyItem)] == before
    assert counts_of(gem).likes == counts.likes
