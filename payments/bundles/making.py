"""Put a bundle together: either side starts, adds and takes out, and both talk (O3)."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from closets.models import Closet, User
from listings.models import Listing
from payments.bundles import events
from payments.bundles.agreed import offers_end
from payments.bundles.pricing import bundle_weight
from payments.bundles.telling import bundle_tell, other_side
from payments.models import Bundle, BundleDiscount, BundleItem, BundleMessage
from payments.orders.opening import require_may_buy, require_on_sale, size_chosen
from social.guards import ActRefused, require_not_blocked
from social.models import Like
from social.offsite import offsite_words
from social.services.comments import INVISIBLE, MAX_LENGTH

MOST_ITEMS = BundleDiscount.MOST_ITEMS
Status = Bundle.Status


class BundleRefused(Exception):
    """The bundle does not allow it; the message is meant for who tried."""


@transaction.atomic
def bundle_start(
    *, actor: User, buyer: User, listing: Listing, size_id: int | None = None
) -> Bundle:
    """The pair's open bundle, begun when there is none, with the item in it.

    A seller may start one for somebody who likes the item. Raises PermissionDenied, ActRefused
    (own, blocked, away, not for sale, no size), SomebodyFaster, BundleRefused.
    """
    bundle = Bundle.objects.filter(buyer=buyer, closet=listing.closet, status=Status.OPEN).first()
    if bundle is None:
        _require_may_start(actor, buyer, listing)
        bundle, is_new = Bundle.objects.get_or_create(
            buyer=buyer, closet=listing.closet, status=Status.OPEN
        )
        if is_new and actor.pk != buyer.pk:
            bundle_tell(bundle, buyer, "started a bundle for you", by=actor)
    bundle_add(actor=actor, bundle=bundle, listing=listing, size_id=size_id)
    return bundle


@transaction.atomic
def bundle_add(
    *, actor: User, bundle: Bundle, listing: Listing, size_id: int | None = None
) -> BundleItem:
    """Puts an item in; once however often. Raises as `bundle_start`."""
    locked = bundle_lock(bundle)
    require_open(locked, actor)
    if listing.closet_id != locked.closet_id:
        raise BundleRefused("A bundle holds items of one closet.")
    require_may_buy(locked.buyer, listing)
    require_on_sale(listing)
    size = size_chosen(listing, size_id)
    inside = _inside(locked)
    if listing in inside:
        return locked.items.get(listing=listing, left="")
    _require_room([*inside, listing])
    try:
        with transaction.atomic():
            item = locked.items.create(listing=listing, size=size, added_by=actor)
    except IntegrityError:
        return locked.items.get(listing=listing, left="")
    offers_end(locked)
    events.bundle_grew.send(sender=BundleItem, item=item)
    return item


@transaction.atomic
def bundle_take_out(*, actor: User, bundle: Bundle, item_id: int) -> None:
    """Takes an item out; it stays on sale. Raises PermissionDenied, BundleRefused."""
    locked = bundle_lock(bundle)
    require_open(locked, actor)
    inside = locked.items.filter(pk=item_id, left="")
    if inside.update(left=BundleItem.Left.TAKEN_OUT, left_at=timezone.now()):
        offers_end(locked)


@transaction.atomic
def bundle_say(*, actor: User, bundle: Bundle, body: str) -> BundleMessage:
    """Says something that only the two of them read, and tells the other side.

    Raises PermissionDenied, BundleRefused (nothing said, too long, asks to pay off the site),
    ActRefused (blocked).
    """
    require_side(bundle, actor)
    require_not_blocked(bundle.buyer, bundle.closet)
    words = INVISIBLE.sub("", body).strip()
    if not words:
        raise BundleRefused("Write something first.")
    if len(words) > MAX_LENGTH:
        raise BundleRefused(f"At most {MAX_LENGTH} characters.")
    if asked := offsite_words(words):
        raise BundleRefused(
            f"“{asked}”: please pay on the site alone. Nobody is protected elsewhere."
        )
    message = bundle.messages.create(author=actor, body=words)
    bundle_tell(bundle, other_side(bundle, actor), f"in your bundle: {words}", by=actor)
    return message


@transaction.atomic
def bundle_close(*, actor: User, bundle: Bundle) -> None:
    """Puts it away; its items were on sale all the time. Raises PermissionDenied, BundleRefused."""
    locked = bundle_lock(bundle)
    require_open(locked, actor)
    locked.status, locked.moved_at = Status.CLOSED, timezone.now()
    locked.save(update_fields=["status", "moved_at"])
    bundle_tell(locked, other_side(locked, actor), "put your bundle away", by=actor)


def discount_set(*, actor: User, closet: Closet, percent: int, from_items: int) -> BundleDiscount:
    """Takes `percent` off every bundle of `from_items` or more; 0 per cent takes nothing off.

    Raises PermissionDenied, and BundleRefused for numbers out of range.
    """
    if closet.user_id != actor.pk:
        raise PermissionDenied
    rule = BundleDiscount(closet=closet, percent=percent, from_items=from_items)
    if not percent:
        BundleDiscount.objects.filter(closet=closet).delete()
        return rule
    if not (0 < percent <= rule.MOST_PERCENT and rule.LEAST_ITEMS <= from_items <= MOST_ITEMS):
        raise BundleRefused(f"From 2 to {MOST_ITEMS} items, and at most {rule.MOST_PERCENT} %.")
    values = {"percent": percent, "from_items": from_items}
    row, _ = BundleDiscount.objects.update_or_create(closet=closet, defaults=values)
    return row


def bundle_lock(bundle: Bundle) -> Bundle:
    """The bundle's row, locked until the transaction ends; locked before any of its listings."""
    Bundle.objects.select_for_update(no_key=True).only("pk").get(pk=bundle.pk)
    return Bundle.objects.for_pages().get(pk=bundle.pk)


def require_side(bundle: Bundle, actor: User) -> None:
    """Raises PermissionDenied for anybody but its buyer and its seller."""
    if actor.pk not in {bundle.buyer_id, bundle.closet.user_id}:
        raise PermissionDenied


def require_open(locked: Bundle, actor: User) -> None:
    """Raises PermissionDenied for strangers, BundleRefused for what is bought, paid or put away."""
    require_side(locked, actor)
    if not locked.is_open:
        raise BundleRefused(f"This bundle is {locked.get_status_display().lower()}.")
    if locked.checkout and not locked.checkout.is_over:
        raise BundleRefused("It is being paid for just now and cannot be changed.")


def _require_may_start(actor: User, buyer: User, listing: Listing) -> None:
    if actor.pk == buyer.pk:
        return
    if actor.pk != listing.closet.user_id:
        raise PermissionDenied
    if not Like.objects.filter(user=buyer, listing=listing, user__is_active=True).exists():
        raise ActRefused("You can start a bundle for somebody who likes the item.")


def _inside(bundle: Bundle) -> list[Listing]:
    items = bundle.items.filter(left="").select_related("listing__category")
    return [item.listing for item in items]


def _require_room(listings: list[Listing]) -> None:
    if len(listings) > MOST_ITEMS:
        raise BundleRefused(f"A bundle holds at most {MOST_ITEMS} items.")
    if bundle_weight(listings) is None:
        raise BundleRefused("That is too heavy for one parcel. Buy this item by itself.")
