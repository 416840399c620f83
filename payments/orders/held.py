"""What is held for the seller of an order: the sum of its entries, whatever led to them."""

from django.db.models import Sum

from payments.models import Account, Entry, Order


def held_cents(order: Order) -> int:
    """What the seller gets when the order is released, in cents.

    Earnings less a heavier label and what was refunded; 0 once it is released.
    """
    entries = Entry.objects.filter(
        transfer__reference=order.number, account__kind=Account.Kind.HELD_FOR_SELLER
    )
    return entries.aggregate(cents=Sum("amount_cents"))["cents"] or 0
