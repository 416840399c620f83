"""What the proof of the community asks of ten thousand items and of a million followers."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from django.core import signing
from django.db.models import Max, Min
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import Closet
from social.models import ClosetFollow, Party
from social.parties.selectors import party_items
from social.parties.services import party_share
from social.selectors import followers_page, following_page
from tests.people import person
from tests.prove.figures import Figure
from tests.shop import on_sale
from tests.social import scale

SHARED, FEW, MILLION = 20, 2000, 1_000_000
LATER = 300_000
"""Follows of others that came later, so that neither list is the newest of all."""
Do = Callable[[], object]
PAGES = {
    "live page": "{party}",
    "live page, further on": "{party}?after={after}",
    "host picks": "{party}?picks",
    "what is new": "{party}fresh?since={since}",
    "choosing picks": "{party}picks/",
}
LISTS: dict[str, Callable[..., Any]] = {"followers": followers_page, "following": following_page}


def party() -> Iterator[Figure]:
    """Ten thousand items shared into one party, beside a party of a hundred."""
    host, client = person("party_host"), Client()
    client.force_login(host)
    few, many = (scale.party_of(f"P{count}", count, host) for count in (100, 10_000))
    scale.analyzed()
    for name, page in PAGES.items():
        pages = [_party_page(client, row, page) for row in (few, many)]
        yield from _same_cost(f"party, {name}", *pages)
    yield _shares_cost_the_same(few, many)
    Party.objects.update(ends_at=timezone.now())
    showrooms = [_party_page(client, row, "{party}") for row in (few, many)]
    yield from _same_cost("party, showroom", *showrooms)


def _party_page(client: Client, row: Party, page: str) -> Do:
    after, since = party_items(row, None).next_cursor, quote(row.starts_at.isoformat())
    return _opened(client, page.format(party=row.get_absolute_url(), after=after, since=since))


def _opened(client: Client, url: str) -> Do:
    def opened() -> None:
        assert client.get(url).status_code == 200, url

    return opened


def _same_cost(name: str, few: Do, many: Do) -> Iterator[Figure]:
    extra = scale.queries(many) - scale.queries(few)
    yield Figure(f"{name}: queries more", extra, 0, at_most=True)
    yield Figure(f"{name}: CPU, many over few", scale.growth(few, many), 1.3, at_most=True)


def _shares_cost_the_same(few: Party, many: Party) -> Figure:
    """Each share is of another listing, by turns into the one and into the other."""
    seller = person("party_seller")
    brought = iter([on_sale(seller) for _ in range(2 * (5 * SHARED + 1))])

    def into(row: Party) -> Do:
        return lambda: party_share(user=seller, party=row, listing=next(brought))

    ratio = scale.growth(into(few), into(many), loads=SHARED)
    return Figure("sharing into a party: CPU, many over few", ratio, 1.3, at_most=True)


def followers() -> Iterator[Figure]:
    """A closet that a million follow, whose member follows as many, beside one of two thousand."""
    scale.crowd("crowd", MILLION)
    rows = [scale.followed_by("crowd", count) for count in (FEW, MILLION)]
    scale.followed_by("crowd", LATER)
    scale.analyzed()
    client = Client()
    client.force_login(person("onlooker"))
    for name in LISTS:
        for where, cursor in (("first page", _none), ("next page", _next), ("half way", _half_way)):
            pages = [_list_page(client, row, name, cursor(row, name)) for row in rows]
            yield from _same_cost(f"{name}, {where}", *pages)
    abouts = [_opened(client, reverse("closet_about", args=[row.handle])) for row in rows]
    yield from _same_cost("page about a closet", *abouts)
    yield from _same_cost("suggestions, trends", *map(_own_pages, rows))


def _own_pages(closet: Closet) -> Do:
    """Whom to follow, and what followers like, as the closet's own member sees them."""
    client = Client()
    client.force_login(closet.user)
    pages = [_opened(client, reverse(f"social:{name}")) for name in ("suggestions", "trends")]
    return lambda: [page() for page in pages]


def _list_page(client: Client, closet: Closet, name: str, cursor: str) -> Do:
    url = reverse(f"social:{name}", args=[closet.handle])
    return _opened(client, f"{url}?after={cursor}" if cursor else url)


def _none(closet: Closet, name: str) -> str:
    return ""


def _next(closet: Closet, name: str) -> str:
    return str(LISTS[name](closet, None).next_cursor)


def _half_way(closet: Closet, name: str) -> str:
    """The cursor of a page in the middle of the list."""
    of = {"closet": closet} if name == "followers" else {"user": closet.user_id}
    ids = ClosetFollow.objects.filter(**of).aggregate(first=Min("pk"), last=Max("pk"))
    return signing.dumps([(ids["first"] + ids["last"]) // 2], salt=f"{name}:-id", compress=True)
