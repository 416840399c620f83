"""Walking through a search's pages while listings are published and sold."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from listings.models import Listing, Status
from listings.search.params import Search
from listings.search.results import search_results
from listings.services.index import listings_index

Change = Callable[[], set[int]]


@dataclass(frozen=True)
class Walk:
    """seen: listings shown; doubles: shown twice; gaps: there all the while, and never shown."""

    seen: int
    doubles: int
    gaps: int


def walk(search: Search, change: Change) -> Walk:
    """To the last page; `change` works between pages and returns the ids it changed."""
    before = _all_of(search)
    shown: list[int] = []
    changed: set[int] = set()
    while True:
        page = search_results(search, None)
        shown += [row.pk for row in page.rows]
        if not page.next_cursor:
            break
        changed |= change()
        search = search.with_(after=page.next_cursor)
    doubles = len(shown) - len(set(shown))
    return Walk(seen=len(shown), doubles=doubles, gaps=len(before - changed - set(shown)))


def busy_walk(search: Search, dice: random.Random) -> Walk:
    """With twenty changes after each page."""
    return walk(search, lambda: some_changes(dice, 20))


@transaction.atomic
def some_changes(dice: random.Random, count: int) -> set[int]:
    """Sells half of them and publishes as many anew, words and all; the ids that changed."""
    pool = list(Listing.objects.available().filter(subcategory__path__contains="dress"))
    sold = dice.sample(pool, count // 2)
    ids = {row.pk for row in sold}
    Listing.objects.filter(pk__in=ids).update(status=Status.SOLD, sold_at=timezone.now())
    fresh = [_published_anew(row, dice) for row in dice.sample(pool, count // 2)]
    made = Listing.objects.bulk_create(fresh)
    listings_index(Listing.objects.filter(pk__in=[row.pk for row in made]))
    return ids | {row.pk for row in made}


def _published_anew(row: Listing, dice: random.Random) -> Listing:
    row.pk = None
    row.published_at = row.shared_at = timezone.now()
    row.price_cents = max(300, (row.price_cents or 0) + dice.randint(-500, 500))
    row.created_at = row.published_at - timedelta(minutes=5)
    return row


def _all_of(search: Search) -> set[int]:
    """Every listing the search finds at this moment, in any order."""
    found: set[int] = set()
    search = search.with_(sort="price_up")
    while True:
        page = search_results(search, None, size=500)
        found |= {row.pk for row in page.rows}
        if not page.next_cursor:
            return found
        search = search.with_(after=page.next_cursor)
