"""Figures of the saved searches (B5, X7): a part of the proof of search."""

import time
from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.utils import timezone

from closets.models import User
from listings.alerts.matching import standings_of
from listings.alerts.work import matching_do, matchings_sweep
from listings.models import Listing, Matching, SearchAlert
from social.models import News
from tests.listings.alerts.killing import killed_between
from tests.listings.alerts.many import by_looking_at_all, costs, listings_make, searches_make, world
from tests.listings.alerts.waiting import publish, wait
from tests.people import person
from tests.prove.figures import Figure

SEARCHES, PUBLISHED, LOOKED_AT = 1_000_000, 200, 5
KILLS = 5


def alerts(searches: int = SEARCHES, published: int = PUBLISHED) -> Iterator[Figure]:
    """What a publish costs beside very many saved searches, and whether it finds them all."""
    wanted = world()
    different = searches_make(wanted, searches)
    listings = listings_make(wanted, person("alerts_seller"), published)
    found = costs(listings)
    spent = sorted(milliseconds for milliseconds, _ in found)
    yield Figure("saved searches", searches, searches)
    yield Figure("of which different", different, 0.3 * searches)
    yield Figure("states that find a listing, on average", _mean([many for _, many in found]), 1)
    yield Figure("match a publish, CPU ms on average", _mean(spent), 50, at_most=True)
    yield Figure("match a publish, CPU ms, p95", spent[len(spent) * 95 // 100], 50, at_most=True)
    yield Figure("match a publish, CPU ms, the worst", spent[-1], 50, at_most=True)
    yield Figure("states missed or too many, by looking at all", _wrong(listings), 0, at_most=True)
    yield from _told(listings[:20])


def alerts_killed(kills: int = KILLS) -> Iterator[Figure]:
    """Workers killed after the alerts and the news, before their transaction ends."""
    seller, waits = person("killed_seller"), person("killed_waits")
    wait(waits, "q=unmistakable")
    died = 0
    for number in range(kills):
        work = publish(seller, title=f"Unmistakable {number}")
        died += killed_between(work.pk) == -9
        Matching.objects.filter(pk=work.pk).update(created_at=timezone.now() - timedelta(minutes=1))
    lost = kills - Matching.objects.filter(listing__closet__user=seller).count()
    matchings_sweep()
    matchings_sweep()
    yield Figure("workers killed between match and alert", died, kills)
    yield Figure("publishes whose matching was lost by it", lost, 0, at_most=True)
    yield Figure("alerts and news of them, each once", _once(waits, kills), kills)


def _wrong(listings: Sequence[Listing]) -> int:
    return sum(len(set(standings_of(one)) ^ by_looking_at_all(one)) for one in listings[:LOOKED_AT])


def _told(listings: Sequence[Listing]) -> Iterator[Figure]:
    """The whole work of a publish, with alerts and news."""
    works = [Matching.objects.create(listing=listing) for listing in listings]
    began = time.monotonic()
    told = sum(matching_do(work.pk) for work in works)
    seconds = (time.monotonic() - began) / len(works)
    again = sum(matching_do(Matching.objects.create(listing=one).pk) for one in listings)
    yield Figure("members told of a listing, on average", told / len(works), 1)
    yield Figure("seconds from a worker's start to all told", seconds, 60, at_most=True)
    yield Figure("members told twice", again, 0, at_most=True)


def _once(member: User, most: int) -> int:
    news = News.objects.filter(recipient=member, kind="search").count()
    told = SearchAlert.objects.filter(user=member, told_at__isnull=False).count()
    return news if news == told else -1


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
