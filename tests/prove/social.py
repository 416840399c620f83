"""Prove the community: make prove NAME=social [ARGS="hot races news speed …"].

One line a figure: name, value, bar, whether it holds. Works in an empty database of its own.
"""

import logging
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from closets.models import User
from social.drift import drifts
from social.models import Like, ListingDelta, News
from social.selectors import counts_of
from social.services.counters import counts_fold
from social.services.likes import listing_like
from tests.people import person
from tests.prove.figures import Figure, print_figures
from tests.shop import on_sale
from tests.social import crowds
from tests.social.pressing import pressed_by_processes
from tests.social.prove_scale import followers, party
from tests.social.prove_state import undo, walls
from tests.spent import cpu_seconds

FANS, MIXED, ACTS, KILLS, PRESSED = 1000, 1000, 2000, 50, 200
RATED = 250
FILES = "django.core.mail.backends.filebased.EmailBackend"


def hot() -> Iterator[Figure]:
    """A thousand members like one listing, while its counter row is held by an act that waits."""
    dress = on_sale(person("hot_seller"))
    fans = crowds.members("hot_fan", FANS)
    failed = crowds.likes_beside_a_held_row(dress, fans)
    yield Figure("likes done while the counter's row is held", FANS - len(failed), FANS)
    yield Figure("likes shown before any is folded", counts_of(dress).likes, FANS)
    counts_fold()
    yield Figure("likes shown when all are folded", counts_of(dress).likes, FANS)
    yield Figure("deltas left", ListingDelta.objects.count(), 0, at_most=True)
    yield Figure("counters that drifted", len(drifts()), 0, at_most=True)
    yield Figure(
        "CPU of a like of one listing over one of many", _hot_over_cold(fans), 1.3, at_most=True
    )


def _hot_over_cold(fans: Sequence[User]) -> float:
    """By turns, so that what else the machine does disturbs both."""
    some = fans[: PRESSED + WARM]
    many = [on_sale(person(f"cold_seller{number}")) for number in range(len(some))]
    hot, cold = [], []
    for turn in range(3):
        one = on_sale(person(f"one_seller{turn}"))
        hot.append(_spent([partial(listing_like, user=fan, listing=one) for fan in some]))
        pairs = zip(some[turn:], many, strict=False)
        cold.append(_spent([partial(listing_like, user=fan, listing=row) for fan, row in pairs]))
    return min(hot) / min(cold)


def races() -> Iterator[Figure]:
    """A thousand mixed acts of twenty members on the same rows, on eight threads."""
    people = crowds.members("racer", 20)
    listings = [on_sale(person(f"race_seller{number}")) for number in range(3)]
    failed = crowds.at_once(crowds.mixed_acts(people, listings, MIXED))
    yield Figure("acts that the database refused (deadlock, lost)", len(failed), 0, at_most=True)
    yield Figure("counters that drifted before folding", len(drifts()), 0, at_most=True)
    counts_fold()
    yield Figure("counters that drifted after folding", len(drifts()), 0, at_most=True)


def news() -> Iterator[Figure]:
    """A worker that folds and mails is killed fifty times during two thousand likes."""
    sellers = [person(f"news_seller{number}") for number in range(10)]
    for seller in sellers:
        crowds.wants_mail(seller)
    listings = [on_sale(seller) for seller in sellers for _ in range(10)]
    fans = crowds.members("news_fan", ACTS // len(listings))
    acts = [partial(listing_like, user=f, listing=one) for f in fans for one in listings]
    with tempfile.TemporaryDirectory() as folder:
        with override_settings(EMAIL_BACKEND=FILES, EMAIL_FILE_PATH=folder):
            died = crowds.worker_killed_often(acts, KILLS)
        sent = crowds.mails_sent(Path(folder))
    yield Figure("times the worker was killed", died, KILLS)
    told = News.objects.filter(recipient__in=sellers)
    yield Figure(
        "likes that are told, each once", told.count(), Like.objects.filter(user__in=fans).count()
    )
    yield Figure(
        "news without a group, groups that count wrong", crowds.wrong_groups(), 0, at_most=True
    )
    yield Figure(
        "groups that were to be mailed and were not",
        crowds.mails_due() - len(set(sent)),
        0,
        at_most=True,
    )
    yield Figure("mails sent more than once", len(sent) - len(set(sent)), 0, at_most=True)


def speed() -> Iterator[Figure]:
    """What each act costs, app and database together, by its page; and the badge when nothing is
    new."""
    member, seller = person("presser"), person("pressed_seller")
    listings = [on_sale(seller) for _ in range(PRESSED)]
    closets = [one.closet for one in crowds.members("followed", PRESSED)]
    client = Client(headers={"hx-request": "true"})
    client.force_login(member)
    pages: dict[str, list[str]] = {
        "like": [reverse("social:like", args=[one.pk]) for one in listings],
        "comment": [reverse("social:comments", args=[one.pk]) for one in listings],
        "share": [reverse("social:share", args=[one.pk]) for one in listings],
        "follow": [reverse("social:follow_closet", args=[one.pk]) for one in closets],
    }
    for name, urls in pages.items():
        press = [partial(client.post, url, {"body": "Is it lined?"}) for url in urls]
        yield Figure(f"{name}, CPU ms", _spent(press), 6, at_most=True)
    yield Figure("badge when nothing is new, CPU ms", _badge(member), 1, at_most=True)


def rate() -> Iterator[Figure]:
    """Acts a second of four processes that serve members at once, as production's workers do."""
    kinds = pressed_by_processes(processes=4, each=RATED)
    for name, (acts, seconds) in kinds.items():
        yield Figure(f"{name}, acts a second", acts / seconds, 300)


PART = 60
"""Presses that a mean is taken of."""
WARM = 20
"""Presses that are not measured: they fill caches and compile templates."""


def _badge(member: User) -> float:
    cache.clear()
    client = Client(headers={"if-none-match": '"0"'})
    client.force_login(member)
    asked = partial(client.get, reverse("social:news_badge"))
    assert [asked().status_code, asked().status_code] == [304, 304]
    return _spent([asked] * 500)


def _spent(acts: Sequence[Callable[[], object]]) -> float:
    """Milliseconds of processor time of an act, this process's and the database's: the mean of the
    part that other work on the machine disturbed least."""
    for act in acts[:WARM]:
        act()
    return min(_spent_each(acts[start : start + PART]) for start in range(WARM, len(acts), PART))


def _spent_each(acts: Sequence[Callable[[], object]]) -> float:
    before = cpu_seconds()
    for act in acts:
        act()
    return (cpu_seconds() - before) / len(acts) * 1000


if __name__ == "__main__":
    settings.ALLOWED_HOSTS.append("testserver")
    logging.getLogger("django.request").setLevel(logging.ERROR)  # pages that are not there
    proofs = [undo, walls, hot, races, news, speed, rate, party, followers]
    sys.exit(print_figures(proofs, sys.argv[1:]))
