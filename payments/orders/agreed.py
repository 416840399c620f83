"""A checkout at a price that buyer and seller agreed on, paid with a card that is stored."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from closets.models import User
from payments.fees import net_cents
from payments.models import Checkout, SavedCard
from payments.orders.checkout import release_expired
from payments.orders.opening import (
    Item,
    item_lock,
    item_take,
    order_open,
    require_may_buy,
    size_chosen,
)
from payments.orders.payment import attempt_note
from shipping.addresses import PostalAddress, address_require


@transaction.atomic(savepoint=False)
def checkout_agreed(
    *,
    buyer: User,
    items: Sequence[Item],
    address: PostalAddress,
    card: SavedCard,
    buyer_is_here: bool,
    shipping_discount_cents: int = 0,
) -> Checkout:
    """Reserves the items of one closet and claims their payment, which `payment_charge` then makes.

    Nothing costs more than its price of now. When the card fails, the items stay reserved for the
    buyer for OFFER_PAY_HOURS. Raises ActRefused, SomebodyFaster, and ValidationError for an address
    that no label can be made for; then nothing is changed.
    """
    address_require(address)
    taken = [_take(buyer, item) for item in sorted(items, key=lambda item: item.listing.pk)]
    expires_at = timezone.now() + timedelta(hours=settings.OFFER_PAY_HOURS)
    checkout = Checkout(buyer=buyer, expires_at=expires_at, ship_to=asdict(address))
    attempt_note(
        checkout,
        payment_method=card.payment_method,
        customer=card.customer.customer,
        off_session=not buyer_is_here,
    )
    checkout.save()
    earned = net_cents(sum(item.cents for item in taken))
    order_open(checkout, taken, shipping_discount_cents=min(shipping_discount_cents, earned))
    return checkout


def _take(buyer: User, item: Item) -> Item:
    require_may_buy(buyer, item.listing)
    release_expired(item.listing)
    locked = item_lock(item.listing)
    size = size_chosen(locked, item.size.pk if item.size else None)
    item_take(locked, size, buyer)
    return Item(locked, size, min(item.cents, locked.price_cents or item.cents))
