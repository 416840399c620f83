"""Answers to queries as people ask them, and filters against brute force, on 3,000 listings."""

import random
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from listings.models import Listing
from listings.search import spans, windows
from listings.search.params import Search
from listings.search.results import search_results
from listings.search.statistics import statistics_forget
from tests.listings.search.brute import Shelf, differences, random_search
from tests.listings.search.corpus import corpus_write
from tests.listings.search.hostile import hostile_query
from tests.listings.search.judging import judged_queries, verdicts
from tests.listings.search.paging import Walk, busy_walk

STATES = {spans.MOST_AT_ONCE: 8, -1.0: 4}
HOSTILE = 25


@pytest.fixture(scope="module", autouse=True)
def corpus(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The listings, for all of these tests, and gone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        corpus_write()
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_answers_are_good_and_hardly_ever_none() -> None:
    found = verdicts(judged_queries())
    assert len(found) >= 150
    assert [verdict.judged.words for verdict in found if not verdict.possible] == []
    assert sum(verdict.ndcg for verdict in found) / len(found) >= 0.90
    assert sum(not verdict.found for verdict in found) <= len(found) / 100


@pytest.mark.django_db
@pytest.mark.parametrize("most", [spans.MOST_AT_ONCE, -1.0], ids=["at_once", "span_by_span"])
def test_filters_and_their_counts_are_those_of_brute_force(
    most: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spans, "MOST_AT_ONCE", most)
    statistics_forget()
    dice, shelf = random.Random(STATES[most]), Shelf.read()
    assert [differences(random_search(dice, shelf), shelf) for _ in range(STATES[most])] == [
        []
    ] * STATES[most]


@pytest.mark.django_db
@pytest.mark.parametrize("sort", ["relevance", "just_in", "price_up", "most_liked"])
def test_pages_neither_repeat_nor_skip_while_listings_come_and_go(
    sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "WINDOW", 100)
    monkeypatch.setattr(spans, "MOST_AT_ONCE", -1)
    walked = busy_walk(Search(q="dress", sort=sort), random.Random(2))
    assert walked == Walk(seen=walked.seen, doubles=0, gaps=0)
    assert walked.seen > 150


@pytest.mark.django_db
def test_a_page_deep_down_goes_on_where_the_one_before_ended() -> None:
    women = Search(q="women", sort="relevance")
    shown: list[int] = []
    while True:
        page = search_results(women, None)
        shown += [row.pk for row in page.rows]
        if not page.next_cursor:
            break
        women = women.with_(after=page.next_cursor)
    assert len(shown) == len(set(shown))
    everything = Listing.objects.available().filter(department__slug="women")
    assert set(shown) == set(everything.values_list("pk", flat=True))


@pytest.mark.django_db
def test_no_query_is_too_hostile(client: Client) -> None:
    dice = random.Random(3)
    asked = [hostile_query(dice) for _ in range(HOSTILE)]
    answers = {query: client.get(query).status_code for query in asked}
    assert {query: code for query, code in answers.items() if code not in {200, 302, 400}} == {}
