"""Posh Parties of every moment: two that are over, one that is on all day, two to come."""

from dataclasses import dataclass

from django.db.models import F, Value
from django.db.models.functions import Greatest

from closets.models import Closet, User
from listings.models import Listing
from poshmark.demo.bulk import copy_in
from poshmark.demo.clock import Clock
from poshmark.demo.dice import Dice
from poshmark.demo.plan import Plan
from social.models import ListingCounts, Party, PartyHost, PartyItem, Share

HOSTS, MOST_ITEMS, PICKS = 3, 60, 6


@dataclass(frozen=True)
class _Planned:
    """begins: hours from now; lasts: hours."""

    title: str
    about: str
    style: str
    begins: float
    lasts: float = 2


_PARTIES = (
    _Planned("Desert Weekend", "Crochet, suede and everything that flows.", "boho", -53),
    _Planned("The Quiet Wardrobe", "Few colours, good cloth, clean lines.", "minimal", -27),
    _Planned("Off the Court", "Hoodies, cargos and sneakers, all day.", "streetwear", -1, 24),
    _Planned("Sunday Best", "Sequins, satin and heels for the season.", "glam", 9),
    _Planned("Ivy League", "Cable knits, blazers and pleats.", "preppy", 33),
)


def parties_write(plan: Plan, closets: list[Closet], clock: Clock) -> int:
    """The parties, what sellers brought to those that have begun, and the picks of a host; returns
    how many parties. The first seller hosts each, so that a log-in can pick."""
    first, *others = [closets[one.index].user for one in plan.members if one.is_seller]
    for planned in _PARTIES:
        dice = Dice(plan.seed, planned.title)
        party = Party.objects.create(
            title=planned.title,
            about=planned.about,
            styles=[planned.style],
            starts_at=clock.ago(-60 * planned.begins),
            ends_at=clock.ago(-60 * (planned.begins + planned.lasts)),
        )
        hosts = [first, *dice.sample(others, HOSTS - 1)]
        PartyHost.objects.bulk_create(PartyHost(party=party, user=host) for host in hosts)
        if party.starts_at < clock.now:
            _fill(party, first, clock, dice)
    return len(_PARTIES)


def _fill(party: Party, host: User, clock: Clock, dice: Dice) -> None:
    fitting = Listing.objects.public().filter(status="available", style_tags__overlap=party.styles)
    fitting = fitting.filter(published_at__lt=party.starts_at).select_related("closet")
    until = min(party.ends_at, clock.now)
    shares = [
        Share(
            user_id=listing.closet.user_id,
            listing=listing,
            channel=Share.Channel.PARTY,
            party=party,
            created_at=party.starts_at + dice.random() * (until - party.starts_at),
            lifted_from=listing.shared_at,
        )
        for listing in dice.shuffled(list(fitting.order_by("pk")))[:MOST_ITEMS]
    ]
    copy_in(shares)
    for share in shares:
        ListingCounts.objects.filter(listing=share.listing_id).update(shares=F("shares") + 1)
        lifted = Greatest("shared_at", Value(share.created_at))
        Listing.objects.filter(pk=share.listing_id).update(shared_at=lifted)
    items = [
        PartyItem(
            party=party,
            listing=share.listing,
            user_id=share.user_id,
            shared_at=share.created_at,
            picked_at=until if place < PICKS else None,
            picked_by=host if place < PICKS else None,
        )
        for place, share in enumerate(shares)
    ]
    PartyItem.objects.bulk_create(items)
