"""Naming a price for a whole bundle, and answering it (O3).

Nobody is charged by it: what is agreed holds for the buyer for a day, and is charged when they buy.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from closets.models import User
from closets.templatetags.money import money
from listings.models import Listing
from payments.bundles.agreed import offer_live
from payments.bundles.making import BundleRefused, bundle_lock, require_open
from payments.bundles.pricing import bundle_price
from payments.bundles.telling import bundle_tell, other_side
from payments.models import Bundle, BundleDiscount, BundleOffer
from payments.offers.rules import Range, first_range, require_within
from payments.offers.transitions import OfferRefused
from payments.orders.opening import require_may_buy

Status = BundleOffer.Status


@transaction.atomic
def bundle_offer_make(*, actor: User, bundle: Bundle, cents: int) -> BundleOffer:
    """Names a price for all of it; it takes the place of what either side named before.

    Raises PermissionDenied, BundleRefused (empty, bought, out of range, agreed), ActRefused.
    """
    locked = bundle_lock(bundle)
    require_open(locked, actor)
    listings = _inside(locked)
    require_may_buy(locked.buyer, listings[0])
    live = offer_live(locked)
    if live and live.is_agreed:
        raise BundleRefused(f"You agreed on {money(live.amount_cents)}.")
    try:
        require_within(cents, offer_range(locked, listings))
    except OfferRefused as refused:
        raise BundleRefused(str(refused)) from refused
    is_seller = locked.closet.user_id == actor.pk
    _replace(locked, is_seller)
    offer = locked.offers.create(by_seller=is_seller, amount_cents=cents, expires_at=_expiry())
    _tell(locked, actor, f"offers {money(cents)} for your bundle")
    return offer


@transaction.atomic
def bundle_offer_answer(*, actor: User, bundle: Bundle, accept: bool) -> BundleOffer:
    """The side that is asked agrees, or says no. Agreed twice it is agreed once.

    Raises PermissionDenied, BundleRefused, ActRefused; then nothing is changed.
    """
    locked = bundle_lock(bundle)
    require_open(locked, actor)
    live = _live(locked)
    if live.is_agreed and accept:
        return live
    if live.is_agreed or live.by_seller == (locked.closet.user_id == actor.pk):
        raise BundleRefused("There is nothing for you to answer.")
    require_may_buy(locked.buyer, _inside(locked)[0])
    said = "accepted" if accept else "declined"
    _move(live, Status.AGREED if accept else Status.DECLINED)
    _tell(locked, actor, f"{said} {money(live.amount_cents)} for your bundle")
    return live


@transaction.atomic
def bundle_offer_withdraw(*, actor: User, bundle: Bundle) -> BundleOffer:
    """Takes one's own word back before it is answered. Raises PermissionDenied, BundleRefused."""
    locked = bundle_lock(bundle)
    require_open(locked, actor)
    live = _live(locked)
    if live.is_agreed or live.by_seller != (locked.closet.user_id == actor.pk):
        raise BundleRefused("There is nothing of yours to take back.")
    _move(live, Status.WITHDRAWN)
    _tell(locked, actor, f"took back {money(live.amount_cents)} for your bundle")
    return live


def offer_range(bundle: Bundle, listings: list[Listing]) -> Range:
    """What either side can name: below what the bundle costs, and 40 % of it at least."""
    discount = BundleDiscount.objects.filter(closet=bundle.closet_id).first()
    return first_range(bundle_price(listings, discount).item_cents)


def _inside(bundle: Bundle) -> list[Listing]:
    items = bundle.items.filter(left="").select_related("listing__closet__user")
    listings = [item.listing for item in items]
    if not listings:
        raise BundleRefused("There is nothing in this bundle.")
    return listings


def _live(bundle: Bundle) -> BundleOffer:
    live = offer_live(bundle)
    if live is None:
        raise BundleRefused("This price does not hold any more.")
    return live


def _replace(bundle: Bundle, is_seller: bool) -> None:
    """Ends what was named before: one's own is taken back, the other's is declined."""
    before = bundle.offers.filter(status__in=BundleOffer.LIVE).first()
    if before is None:
        return
    if before.expires_at <= timezone.now():
        _move(before, Status.OVER)
    else:
        _move(before, Status.WITHDRAWN if before.by_seller == is_seller else Status.DECLINED)


def _move(offer: BundleOffer, to: Status) -> None:
    """In the bundle's lock. What is agreed holds from now."""
    offer.status, offer.moved_at = to, timezone.now()
    if to == Status.AGREED:
        offer.expires_at = _expiry()
    offer.save(update_fields=["status", "moved_at", "expires_at"])


def _expiry() -> datetime:
    return timezone.now() + timedelta(hours=settings.OFFER_HOURS)


def _tell(bundle: Bundle, actor: User, text: str) -> None:
    bundle_tell(bundle, other_side(bundle, actor), text, by=actor)
