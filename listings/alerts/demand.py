"""The wanted board (X7): how many wait for a thing, and up to what price; never who."""

from dataclasses import dataclass
from statistics import median

from closets.selectors import unblocked
from listings.alerts.matching import search_at, standings_waiting_for
from listings.alerts.sizes import wearers
from listings.models import Listing, SavedSearch, Standing
from listings.search.params import Search

FEWEST = 3
"""Below, nothing is said: a count of one or two says who."""
BOARD = 60


@dataclass(frozen=True)
class Demand:
    """buyers: members who wait, at least 3; limit_cents: median of their price limits, None when
    fewer than 3 gave one."""

    buyers: int
    limit_cents: int | None


@dataclass(frozen=True)
class Wish:
    """A state of the search on the board, and how many members saved it."""

    search: Search
    buyers: int


def demand_for(listing: Listing) -> Demand | None:
    """Who waits for such a thing, at whatever price; None for fewer than 3. At most
    four queries, two when nobody does.

    Prices play no part, so that trying prices tells nobody's limit.
    """
    standings = standings_waiting_for(listing)
    if not standings:
        return None
    seller_id = listing.closet.user_id
    saved = SavedSearch.objects.filter(
        unblocked("user_id", seller_id),
        wearers(listing),
        standing__in=standings,
        deleted_at=None,
        user__is_active=True,
    ).exclude(user=seller_id)
    limits: dict[int, int | None] = {}
    for user_id, most in saved.values_list("user_id", "standing__most_cents"):
        limits[user_id] = max(filter(None, [limits.get(user_id), most]), default=None)
    if len(limits) < FEWEST:
        return None
    given = [limit for limit in limits.values() if limit is not None]
    return Demand(len(limits), int(median(given)) if len(given) >= FEWEST else None)


def wanted_board() -> list[Wish]:
    """What at least three members wait for, the most wanted first; nobody's own words."""
    wanted = Standing.objects.filter(waiting__gte=FEWEST, has_words=False)
    return [
        Wish(search_at(standing.state), standing.waiting)
        for standing in wanted.order_by("-waiting", "id")[:BOARD]
    ]
