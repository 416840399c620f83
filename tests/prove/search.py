"""Prove search: make prove NAME=search [ARGS="answers filters paging shares hostile fast alerts"].

One line a figure: name, value, bar, whether it holds. Works in an empty database of its own. The
parts alerts_killed and alerts are those of saved searches; alerts writes a million of them.
"""

import logging
import random
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlencode

import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from bench import queries
from bench.work import PAGES, pages_of
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
ROUNDS = 5
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
    yield Figure("searches cut off: a friendly page and a line in the log", _cut_off(client), 1)


def _cut_off(client: Client) -> int:
    """1 if a search above the statement timeout is answered with our page, and logged."""
    told = _Told()
    logging.getLogger("poshmark.pages.in_time").addHandler(told)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '20ms'")
        with connection.execute_wrapper(_slowly):
            answer = client.get("/search/?q=dress&colour=red")
        transaction.set_rollback(True)
    is_friendly = (
        answer.status_code == 400 and b"Only \xe2\x80\x9cdress\xe2\x80\x9d" in answer.content
    )
    return int(is_friendly and told.lines == ["search took too long: /search/?q=dress&colour=red"])


def _slowly(execute: Any, sql: str, parameters: Any, *others: Any) -> Any:
    """Takes a minute for whatever reads listings."""
    if "listings_listing" in sql:
        return execute("SELECT pg_sleep(60)", None, *others)
    return execute(sql, parameters, *others)


class _Told(logging.Handler):
    """Keeps the lines of a log."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


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
    """What a page costs by class of query, its database's share included, and how long it takes.

    Of the listings that are there: a big set's, when DATABASE_URL names one.
    """
    _corpus()
    client = Client(SERVER_NAME="localhost")
    cache.clear()
    for kind, addresses in _classes().items():
        spent, took = _costs(client, addresses)
        yield Figure(f"{kind}: CPU ms with the database", spent, 60, at_most=True)
        yield Figure(f"{kind}: p95 ms", took, 150, at_most=True)
    starts = [f"/search/suggest?{urlencode({'q': start})}" for start in queries.STARTED]
    _, took = _costs(client, starts)
    yield Figure("suggestions: p95 ms", took, 20, at_most=True)
    cards = {"HX-Request": "true"}
    pages = list(islice(pages_of(queries.DEEP), PAGES))
    early, _ = _costs(client, pages[:2], cards)
    late, _ = _costs(client, pages[-3:-1], cards)
    yield Figure(f"page {len(pages)} costs, times page 2", late / early, 1.3, at_most=True)


def _classes() -> dict[str, list[str]]:
    """Addresses by class of query."""
    some = {
        "rare": [row.title for row in Listing.objects.available().order_by("pk")[:8]],
        "common": queries.COMMON,
        "brand": queries.BRANDS,
        "misspelt": queries.MISSPELT,
        "no result": queries.NOTHING,
    }
    asked = {
        kind: [f"/search/?{urlencode({'q': q})}" for q in words] for kind, words in some.items()
    }
    filters = [f"/search/?{urlencode(one, doseq=True)}" for one in queries.FILTERS]
    return asked | {"many filters": filters}


def _costs(
    client: Client, addresses: Sequence[str], headers: Mapping[str, str] | None = None
) -> tuple[float, float]:
    """CPU ms on average, and the 95th percentile of the ms that the answers took."""
    for address in addresses:
        client.get(address, headers=headers)
    took, before = [], cpu_seconds()
    for address in list(addresses) * ROUNDS:
        began = time.perf_counter()
        client.get(address, headers=headers)
        took.append(time.perf_counter() - began)
    spent = (cpu_seconds() - before) / len(took)
    return spent * 1000, sorted(took)[len(took) * 95 // 100] * 1000


FIGURES = [answers, filters, paging, shares, hostile, fast, alerts_killed, alerts]


if __name__ == "__main__":
    sys.exit(print_figures(FIGURES, sys.argv[1:]))
