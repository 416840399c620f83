"""PoshMatch's signals: what the receivers would have written with each act."""

from collections.abc import Iterator

from closets.models import Closet
from listings.models import Brand, Listing
from poshmark.demo.acts import Act
from poshmark.demo.bulk import copy_in
from poshmark.demo.clock import Clock
from poshmark.demo.plan import Plan
from poshmark.demo.scale import DAYS
from poshmatch.models import Signal
from poshmatch.partitions import partitions_ensure

Kind = Signal.Kind


def signals_write(plan: Plan, closets: list[Closet], listings: list[Listing], clock: Clock) -> int:
    """Writes a signal for each act that tells of taste; returns how many."""
    partitions_ensure(first=clock.ago(DAYS * 1440).date())
    signals = sorted(_signals(plan, closets, listings, clock), key=lambda s: s.created_at)
    return len(copy_in(signals))


def _signals(
    plan: Plan, closets: list[Closet], listings: list[Listing], clock: Clock
) -> Iterator[Signal]:
    for kind, act in _acts(plan):
        yield Signal(
            user_id=closets[act.member].user_id,
            kind=kind,
            listing_id=listings[act.item].pk,
            created_at=clock.ago(act.at),
        )
    for follow in plan.acts.closet_follows:
        yield Signal(
            user_id=closets[follow.member].user_id,
            kind=Kind.FOLLOW_CLOSET,
            closet_id=closets[int(follow.whom)].pk,
            created_at=clock.ago(follow.at),
        )
    brands = dict(Brand.objects.values_list("name", "pk"))
    for follow in plan.acts.brand_follows:
        yield Signal(
            user_id=closets[follow.member].user_id,
            kind=Kind.FOLLOW_BRAND,
            brand_id=brands[str(follow.whom)],
            created_at=clock.ago(follow.at),
        )


def _acts(plan: Plan) -> Iterator[tuple[Signal.Kind, Act]]:
    """Acts on other people's listings, by kind."""
    acts = plan.acts
    kinds = {Kind.LIKE: acts.likes, Kind.SHARE: acts.shares, Kind.COMMENT: acts.comments}
    for kind, done in kinds.items():
        for act in done:
            if plan.items[act.item].seller != act.member:
                yield kind, act
    for sale in plan.sales:
        yield Kind.PURCHASE, Act(sale.buyer, sale.item, sale.bought)
