"""Why an item of a basket cannot be bought now, from rows that are loaded already."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from closets.models import User
from closets.selectors import blocked_ids
from listings.models import Listing, ListingStock, Size, Status
from payments.baskets.guests import Chosen
from payments.models import Checkout, OrderLine

BUSY = "is being paid for by somebody else right now. It stays in your basket."
NOT_SHOWN = {Status.DRAFT, Status.REMOVED}


class Trouble(NamedTuple):
    """What to say after the item's title; `leaves`: it will never be for sale to them again.

    checkout: another one of the buyer's own, which holds the item.
    """

    says: str
    leaves: bool
    checkout: Checkout | None = None


@dataclass(frozen=True)
class Surroundings:
    """What decides beside the listing itself.

    blocked: members parted from the buyer; stock: pieces by (listing, size); mine: the buyer's
    running checkouts by what they hold; own: the basket's, of those.
    """

    buyer: User | None
    blocked: Collection[int]
    stock: Mapping[Chosen, ListingStock]
    mine: Mapping[Chosen, Checkout] = field(default_factory=dict)
    own: Checkout | None = None

    def trouble(self, listing: Listing, size: Size | None) -> Trouble | None:
        """Why the piece cannot be bought now; None when it can, or waits to be paid."""
        return _gone(listing) or self._parted(listing) or self._taken(listing, size)

    def _parted(self, listing: Listing) -> Trouble | None:
        closet = listing.closet
        if self.buyer and closet.user_id == self.buyer.pk:
            return Trouble("is your own.", leaves=True)
        if closet.user_id in self.blocked or not closet.user.is_active:
            return Trouble("is not available any more.", leaves=True)
        if closet.away:
            return Trouble(f"has to wait: {closet.away.line}", leaves=False)
        return None

    def _taken(self, listing: Listing, size: Size | None) -> Trouble | None:
        held = self.mine.get(Chosen(listing.pk, size.pk if size else None))
        if held and held == self.own:
            return None
        if held:
            return Trouble("waits for you in another checkout.", leaves=False, checkout=held)
        return self._piece(listing, size) if listing.in_sizes or size else _busy(listing)

    def _piece(self, listing: Listing, size: Size | None) -> Trouble | None:
        if not listing.in_sizes or size is None:
            return Trouble("is sold in another way now. Look at it again.", leaves=True)
        piece = self.stock.get(Chosen(listing.pk, size.pk))
        if piece and piece.quantity:
            return None
        if piece and piece.held:
            return Trouble(BUSY, leaves=False)
        return Trouble(f"is sold out in {size.label}.", leaves=True)


def surroundings(
    buyer: User | None, listings: Sequence[Listing], own: Checkout | None = None
) -> Surroundings:
    """Loaded for these listings, in three queries. own: the checkout of the basket itself."""
    stock = ListingStock.objects.filter(listing__in=[row for row in listings if row.in_sizes])
    return Surroundings(
        buyer=buyer,
        blocked=blocked_ids(buyer.pk) if buyer else (),
        stock={Chosen(row.listing_id, row.size_id): row for row in stock},
        mine=_mine(buyer, listings) if buyer else {},
        own=own,
    )


def _mine(buyer: User, listings: Sequence[Listing]) -> dict[Chosen, Checkout]:
    alive = Q(status=Checkout.Status.PAYING) | Q(
        status=Checkout.Status.OPEN, expires_at__gt=timezone.now()
    )
    running = Checkout.objects.filter(alive, buyer=buyer)
    lines = OrderLine.objects.filter(listing__in=listings, order__checkout__in=running)
    return {
        Chosen(line.listing_id, line.size_id): line.order.checkout
        for line in lines.select_related("order__checkout")
    }


def _gone(listing: Listing) -> Trouble | None:
    if listing.deleted_at or listing.status in NOT_SHOWN:
        return Trouble("is not on the site any more.", leaves=True)
    if listing.status == Status.SOLD:
        return Trouble("was sold to somebody else.", leaves=True)
    if listing.status == Status.NOT_FOR_SALE:
        return Trouble("is not for sale any more.", leaves=True)
    return None


def _busy(listing: Listing) -> Trouble | None:
    return None if listing.is_available else Trouble(BUSY, leaves=False)
