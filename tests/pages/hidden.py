"""Somebody who is hidden from Bea by a block or a suspension, and every page where she may look."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern
from django.utils import timezone

from closets.models import User
from closets.services import member_block
from listings.models import Listing
from social.models import Party, PartyHost
from social.news.folding import news_fold
from social.parties.services import party_share
from social.services.comments import comment_add
from social.services.follows import closet_follow
from social.services.likes import listing_like
from social.services.shares import listing_share
from tests.people import person
from tests.shop import on_sale

TRACES = ("secretive", "Hidden gem")
"""The handle of who is hidden, and the title of what they sell."""
APART = {"accounts/", "staff/", "readyz"}


def somebody_hidden(ana: User, bea: User) -> User:
    """A member who did to Bea and to Ana's dress all that one can do, and sells a gem."""
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


def pages_to_look_at() -> list[str]:
    """Those of Ana's dress, the party and Bea's own."""
    party = Party.objects.latest("pk")
    dress = Listing.objects.get(title="Silk dress")
    return [*addresses(dress, party), f"{party.get_absolute_url()}?picks"]


def traces(client: Client, pages: Iterable[str]) -> dict[str, str]:
    """The pages that show a trace of who is hidden, and which."""
    seen = {page: client.get(page) for page in pages}
    return {
        page: trace
        for page, answer in seen.items()
        for trace in TRACES
        if not answer.streaming and trace in answer.text
    }


def addresses_of_the_hidden() -> list[str]:
    """Their closet's and their gem's own pages, which are not there for Bea."""
    gem = Listing.objects.get(title="Hidden gem")
    of_gem = ("listing", "listing_parties", "social:likers", "social:mentions")
    names = ("closet", "closet_about", "social:followers", "social:following")
    return [
        *(reverse(name, args=[gem.pk]) for name in of_gem),
        *(reverse(name, args=["secretive"]) for name in (*names, "payments:love_notes")),
    ]
