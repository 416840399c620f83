"""Prove the open marketplace: make prove NAME=open [ARGS="feed road style"].

One line a figure: name, value, bar, whether it holds. YARDSTICK=folder evaluates the style model
on data in the form that docs/poshmatch.md gives.
"""

import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import sync_playwright

from closets.models import User
from listings.models import Listing
from poshmark.demo.plan import demo_plan
from poshmark.demo.tastes import Taste
from poshmark.pages.cards import cards_for
from poshmatch.feed.pages import feed_page
from poshmatch.serving import style_model_reload
from tests.browsers import launch_options
from tests.live import live_site
from tests.prove.figures import Figure, print_figures
from tests.road.walk import walk

CARDS = 24
MEMBERS = 200
RECALL, NDCG = 0.24, 0.13


def feed() -> Iterator[Figure]:
    """Loads the whole demo, trains on it, and asks for the feeds of its members."""
    call_command("demo_load", stdout=io.StringIO())
    call_command("poshmatch_train", stdout=io.StringIO())
    style_model_reload()
    tastes = {member.handle: member.taste for member in demo_plan().members}
    members = User.objects.filter(username__in=tastes).order_by("pk")[:MEMBERS]
    fed = [_share(_shown(member), tastes[member.username]) for member in members]
    popular = [_share(_popular(), tastes[member.username]) for member in members]
    yield Figure("feed hits of the planted taste over the popular order's", _ratio(fed, popular), 3)
    yield Figure("feed queries, 24 cards", _queries(members[0], 24), 10, at_most=True)
    yield Figure("feed queries, 48 cards", _queries(members[0], 48), 10, at_most=True)


def road() -> Iterator[Figure]:
    """Three people walk the whole road in Chromium, with scripts and without."""
    with tempfile.TemporaryDirectory() as folder, live_site(Path(folder)) as site:
        for scripts in (True, False):
            with sync_playwright() as playwright:
                chromium = playwright.chromium.launch(**launch_options())
                troubles = walk(chromium, site, scripts=scripts, axe=scripts).troubles
            name = "with scripts, axe too" if scripts else "without scripts"
            yield Figure(f"troubles on the road {name}", len(troubles), 0, at_most=True)


def style() -> Iterator[Figure]:
    """The style model on the yardstick's data, when YARDSTICK names a folder of it."""
    folder = os.environ.get("YARDSTICK")
    if not folder:
        return
    said = io.StringIO()
    call_command("poshmatch_evaluate", folder, stdout=said)
    found = json.loads(said.getvalue().splitlines()[-1])
    yield Figure("recall@20", found["recall@20"], RECALL)
    yield Figure("ndcg@20", found["ndcg@20"], NDCG)


def _shown(member: User) -> list[Listing]:
    return feed_page(member, size=CARDS).listings


def _popular() -> list[Listing]:
    """What everybody would be shown by likes alone."""
    listings = Listing.objects.available().order_by("-counts__likes", "-id").for_cards()
    return list(listings.exclude(counts=None)[:CARDS])


def _share(listings: list[Listing], taste: Taste) -> float:
    """Which part of the listings is of the planted styles and departments."""
    fits = [
        bool(set(one.style_tags) & set(taste.styles))
        and one.department is not None
        and one.department.slug in taste.departments
        for one in listings
    ]
    return float(np.mean(fits)) if fits else 0.0


def _ratio(fed: list[float], popular: list[float]) -> float:
    return float(np.mean(fed)) / max(float(np.mean(popular)), 1e-9)


def _queries(member: User, size: int) -> int:
    """Queries of a ranked page with its cards, nothing cached."""
    cache.clear()
    reset_queries()
    with CaptureQueriesContext(connection) as queries:
        page = feed_page(member, size=size)
        cards_for(member, page.listings, page.why)
    return len(queries)


if __name__ == "__main__":
    sys.exit(print_figures([feed, road, style], sys.argv[1:]))
