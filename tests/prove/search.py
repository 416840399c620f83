"""Prove search: make prove NAME=search [ARGS="answers filters paging shares hostile fast alerts"].

One line a figure: name, value, bar, whether it holds. Works in an empty database of its own. The
parts alerts_killed and alerts are those of saved searches; alerts writes a million of them.
"""

import random
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from listings.search.answer import search_answer
from listings.search.params import Search
from social.models import Share
from social.services.shares import listing_share
from tests.listings.alerts.proving import alerts, alerts_killed
from tests.listings.search.brute import Shelf, differences, random_search
from tests.listings.search.corpus import corpus_write
from tests.listings.search.hostile import hostile_query
from tests.listings.search.judging import by_class, judged_queries, verdicts
from tests.listings.search.paging import some_changes, walk
from tests.prove.figures import Figure, print_figures
from tests.spent import cpu_seconds

STATES = 500
HOSTILE = 10_000
SHARES = 10_000
STATEMENT_TIMEOUT_SECONDS = 15
SEEN = 96
"""An impression is a place on the first two pages."""


def _corpus() -> None:
    if not Listing.objects.exists():
        corpus_write()


def answers() -> Iterator[Figure]:
    """The judged queries, by class and all together."""
    _corpus()
    found = verdicts(judged_queries())
    for kind, values in by_class(found).items():
        yield Figure(f"nDCG@10 of {len(values)} queries: {kind}", sum(values) / len(values), 0.8)
    yield Figure("judged queries", len(found), 150)
    yield Figure("nDCG@10 of all", sum(one.ndcg for one in found) / len(found), 0.90)
    none = sum(not one.found for one in found) / len(found)
    yield Figure("share of queries that found nothing", none, 0.01, at_most=True)


def filters() -> Iterator[Figure]:
    """Facet counts, measured fit and first pages against brute force."""
    _corpus()
    dice, shelf = random.Random(11), Shelf.read()
    states = [random_search(dice, shelf) for _ in range(STATES)]
    wrong = sum(bool(differences(state, shelf)) for state in states)
    fitted = sum(bool(state.fit) for state in states)
    yield Figure("filter states compared with brute force", len(states), STATES)
    yield Figure("of them with a measured fit", fitted, 50)
    yield Figure("filter states that differ", wrong, 0, at_most=True)


def paging() -> Iterator[Figure]:
    """Pages in four sorts while 200 listings a second are published and sold beside them."""
    _corpus()
    for sort in ("relevance", "just_in", "price_up", "most_liked"):
        with _Changes(random.Random(3)) as changes:
            walked = walk(Search(q="dress", sort=sort), changes.wait_for_some)
        yield Figure(f"{sort}: listings walked through", walked.seen, 150)
        yield Figure(f"{sort}: changes a second beside it", changes.rate, 200)
        yield Figure(f"{sort}: shown twice", walked.doubles, 0, at_most=True)
        yield Figure(f"{sort}: unchanged and never shown", walked.gaps, 0, at_most=True)


class _Changes:
    """Publishes and sells in a thread of its own."""

    def __init__(self, dice: random.Random) -> None:
        self.dice, self.ids, self.ends = dice, set[int](), threading.Event()
        self.thread = threading.Thread(target=self._run)
        self.began = 0.0

    def __enter__(self) -> "_Changes":
        self.began = time.monotonic()
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.ends.set()
        self.thread.join()
        self.rate = len(self.ids) / (time.monotonic() - self.began)

    def _run(self) -> None:
        while not self.ends.is_set():
            self.ids |= some_changes(self.dice, 100)
        connection.close()

    def wait_for_some(self) -> set[int]:
        """Ids that have changed so far, at least a hundred more than before."""
        before = len(self.ids)
        while len(self.ids) < before + 100:
            time.sleep(0.01)
        return set(self.ids)


def shares() -> Iterator[Figure]:
    """X2: a seller shares a listing ten thousand times; who finds it in searches then?

    Both looks are taken as of one moment, so that nothing but the shares lies between them.
    """
    _corpus()
    queries = [query.words for query in judged_queries()]
    with time_machine.travel(timezone.now(), tick=False):
        before = _impressions(queries)
        middling = sorted(before, key=lambda pk: len(before[pk]))[len(before) // 2]
        listing = Listing.objects.select_related("closet__user").get(pk=middling)
        _share_often(listing.closet.user, listing)
        after = _impressions(queries)
    seen, now_seen = len(before[middling]), len(after.get(middling, []))
    made = Share.objects.filter(listing=listing, user=listing.closet.user).count()
    yield Figure("shares of one's own listing", made, SHARES)
    yield Figure("its impressions in searches before", seen, 1)
    yield Figure("change of its impressions", abs(now_seen - seen) / seen, 0.01, at_most=True)
    moved = sum(before[pk] != after.get(pk) for pk in before)
    yield Figure("listings that moved in any search", moved, 0, at_most=True)


def _impressions(queries: list[str]) -> dict[int, list[tuple[str, int]]]:
    """Where each listing stands, by its id: the queries that show it, and its place in each."""
    seen: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for words in queries:
        search, shown = Search(q=words, sort="relevance"), 0
        for _ in range(SEEN // 48):
            page = search_answer(search, None).results
            for place, row in enumerate(page.rows, shown):
                seen[row.pk].append((words, place))
            shown += len(page.rows)
            if not page.next_cursor:
                break
            search = search.with_(after=page.next_cursor)
    return seen


def _share_often(user: User, listing: Listing) -> None:
    """A minute apart, as the site allows, up to this moment."""
    began = timezone.now() - timedelta(seconds=61 * SHARES)
    with time_machine.travel(began, tick=False) as traveller:
        for _ in range(SHARES):
            listing_share(user=user, listing=listing)
            traveller.shift(timedelta(seconds=61))


def hostile() -> Iterator[Figure]:
    """Ten thousand addresses that nobody's browser would make up."""
    _corpus()
    dice, client, watch = (
        random.Random(7),
        Client(raise_request_exception=False, SERVER_NAME="localhost"),
        _Watch(),
    )
    wrong: list[str] = []
    with connection.execute_wrapper(watch):
        for _ in range(HOSTILE):
            query = hostile_query(dice)
            answer = client.get(query)
            ours = answer.status_code == 302 or b"</" in answer.content
            if answer.status_code not in {200, 302, 400} or not (ours or "suggest" in query):
                wrong.append(query)
    for query in wrong[:5]:
        sys.stdout.write(f"  {query[:300]}\n")
    yield Figure("hostile queries answered with 200, 302 or 400", HOSTILE - len(wrong), HOSTILE)
    yield Figure(
        "their slowest statement, seconds", watch.slowest, STATEMENT_TIMEOUT_SECONDS, at_most=True
    )


class _Watch:
    """Remembers the slowest statement."""

    slowest = 0.0

    def __call__(self, execute: Any, *arguments: Any) -> Any:
        began = time.monotonic()
        try:
            return execute(*arguments)
        finally:
            self.slowest = max(self.slowest, time.monotonic() - began)


def fast() -> Iterator[Figure]:
    """Processor time of the search page, its database's included."""
    _corpus()
    client = Client(SERVER_NAME="localhost")
    cache.clear()
    for words in ("dress", "free people", "lulelemon leggings", "asdfgh", "black boots size 8"):
        client.get("/search/", {"q": words})
        began = cpu_seconds()
        for _ in range(10):
            client.get("/search/", {"q": words})
        spent = (cpu_seconds() - began) * 100
        yield Figure(f"CPU ms of the page and its database: {words}", spent, 60, at_most=True)


FIGURES = [answers, filters, paging, shares, hostile, fast, alerts_killed, alerts]


if __name__ == "__main__":
    sys.exit(print_figures(FIGURES, sys.argv[1:]))
