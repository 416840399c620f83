"""The social acts as columns of numbers, each kind in the order it happened."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bench.seed.dice import Groups, Ints, by_weight, spread_over, stream
from bench.seed.listings import DRAFT, Listings
from bench.seed.members import DAY, Members
from bench.seed.pieces import MARKETS, PieceColumns
from bench.seed.sizes import DAYS, Size

BLOCK = 50_000
"""Members whose acts are thrown at once, which bounds the memory that it takes."""
MOST = 3000
SPARE = 1.25
"""More acts than wanted are thrown, as those done twice or on one's own are left out."""
FAME = 2.5

Bools = npt.NDArray[np.bool_]
Wanted = Callable[[np.random.Generator, Ints], Ints]


@dataclass(frozen=True)
class Acts:
    """member, thing: places of who and of a listing, a closet's member or a brand; at: seconds
    ago, the longest first.
    """

    member: Ints
    thing: Ints
    at: Ints

    def __len__(self) -> int:
        return len(self.at)

    def only(self, chosen: Ints | Bools | slice) -> "Acts":
        return Acts(self.member[chosen], self.thing[chosen], self.at[chosen])

    def in_order(self) -> "Acts":
        return self.only(np.argsort(-self.at, kind="stable"))


def likes_plan(
    seed: int, size: Size, members: Members, listings: Listings, pieces: PieceColumns
) -> Acts:
    """Each likes what hangs in their markets and suits their level, famous things rather."""
    hung = Groups(stream(seed, 3), listings.markets(pieces), MARKETS)
    tier = pieces.tier[listings.piece].astype(np.int8)

    def wanted(rng: np.random.Generator, who: Ints) -> Ints:
        markets = _markets(rng, members, who)
        one, other = (hung.draw(rng, markets, FAME) for _ in range(2))
        level = members.level[who]
        return np.where(abs(tier[one] - level) <= abs(tier[other] - level), one, other)

    most = min(MOST, max(4, len(listings) // 12))
    acts = _once(seed, 4, members.acts(int(size.likes * SPARE), most), wanted, len(listings))
    acts = acts.only(listings.seller[acts.thing] != acts.member)
    acts = acts.only(spread_over(len(acts), size.likes))
    seen = np.minimum(listings.published[acts.thing], members.joined[acts.member])
    return Acts(acts.member, acts.thing, _moments(seed, 5, seen)).in_order()


def _markets(rng: np.random.Generator, members: Members, who: Ints) -> Ints:
    throw = rng.random(len(who), dtype=np.float32)
    style = np.where(throw < 0.62, members.style[who], members.beside[who])
    return np.where(throw < 0.9, members.market(who, style), rng.integers(0, MARKETS, len(who)))


def _once(seed: int, step: int, counts: Ints, wanted: Wanted, things: int) -> Acts:
    """Pairs of a member and a thing, none twice, of about `counts` for each member."""
    made = []
    for number, start in enumerate(range(0, len(counts), BLOCK)):
        rng = stream(seed, step, number)
        some = counts[start : start + BLOCK]
        who = np.repeat(np.arange(start, start + len(some), dtype=np.int32), some)
        made.append(np.unique(who.astype(np.int64) * things + wanted(rng, who)))
    pairs = np.concatenate(made)
    del made
    return Acts(
        (pairs // things).astype(np.int32),
        (pairs % things).astype(np.int32),
        np.zeros(len(pairs), np.int32),
    )


def _moments(seed: int, step: int, seen: Ints) -> Ints:
    """When, in seconds ago: most of it soon after the thing appears, in the last 60 days."""
    start = np.minimum(seen, DAYS * DAY)
    late = stream(seed, step).random(len(seen), dtype=np.float32) ** 1.7
    after = ((start - 2) * late).astype(np.int32)
    moments: Ints = np.maximum(1, start - 1 - after).astype(np.int32)
    return moments


def shares_plan(seed: int, size: Size, listings: Listings, likes: Acts) -> Acts:
    """Sellers share their own closets; others share what they like, soon after."""
    rng = stream(seed, 6)
    open_ = np.flatnonzero(listings.status != DRAFT)
    mine = open_[rng.integers(0, len(open_), size.own_shares)].astype(np.int32)
    moments = _moments(seed, 7, listings.published[mine])
    liked = likes.only(spread_over(len(likes), size.shares - size.own_shares))
    after = np.minimum(rng.exponential(3 * 3600, len(liked)), liked.at - 1).astype(np.int32)
    return Acts(
        np.concatenate([listings.seller[mine], liked.member]),
        np.concatenate([mine, liked.thing]),
        np.concatenate([moments, liked.at - after]),
    ).in_order()


def own(acts: Acts, listings: Listings) -> Bools:
    """Which acts are on the member's own listing."""
    return np.asarray(listings.seller[acts.thing] == acts.member)


def closet_follows_plan(seed: int, size: Size, members: Members) -> Acts:
    """Members follow closets of their markets, famous ones rather."""
    everyone = np.arange(len(members))
    keys = np.where(members.is_seller == 1, members.market(everyone, members.style), -1)
    closets = Groups(stream(seed, 8), keys, MARKETS)

    def wanted(rng: np.random.Generator, who: Ints) -> Ints:
        return closets.draw(rng, _markets(rng, members, who), FAME)

    most = min(MOST, max(4, size.closets // 4))
    counts = members.acts(int(size.closet_follows * SPARE), most, 0.8)
    acts = _once(seed, 9, counts, wanted, len(members))
    acts = acts.only(acts.member != acts.thing)
    acts = acts.only(spread_over(len(acts), size.closet_follows))
    both = np.minimum(members.joined[acts.member], members.joined[acts.thing])
    return Acts(acts.member, acts.thing, _moments(seed, 10, both)).in_order()


def brand_follows_plan(seed: int, size: Size, members: Members, brands: int) -> Acts:
    """Members follow brands by a Zipf law; thing: the brand's place in the catalogue's order."""
    fame = {place: 1 / (place + 3) for place in range(brands)}

    def wanted(rng: np.random.Generator, who: Ints) -> Ints:
        return by_weight(rng, fame, len(who))

    counts = members.acts(int(size.brand_follows * 1.4), 40, 0.6)
    acts = _once(seed, 11, counts, wanted, brands)
    acts = acts.only(spread_over(len(acts), size.brand_follows))
    joined = members.joined[acts.member]
    return Acts(acts.member, acts.thing, _moments(seed, 12, joined)).in_order()
