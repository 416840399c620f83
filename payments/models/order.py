"""Checkouts and orders (P6): what is being paid for, and what has been."""

import secrets
import uuid
from functools import reduce
from operator import or_
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from closets.models import Closet, User
from closets.models.closet import photo_url
from listings.models import Listing, Size
from payments.amounts import OrderAmounts
from payments.orders.transitions import CANCELLABLE, TRANSITIONS, OrderStatus
from shipping.addresses import PostalAddress
from shipping.models import Shipment

NUMBER_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def order_number() -> str:
    """A public order number of ten letters that cannot be mistaken for each other."""
    return "".join(secrets.choice(NUMBER_LETTERS) for _ in range(10))


class Checkout(models.Model):
    """One attempt to buy: holds the reservation, the address and the payment.

    customer: Stripe's customer whose saved card the attempt charges; off_session (Stripe's word):
    the buyer is not there to answer their bank, as when a seller accepts their offer.
    uses_balance: the buyer wishes to pay from their balance first; balance_cents: what the attempt
    under way, or the payment that was made, took from it.
    """

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        PAYING = "paying", "Payment under way"
        PAID = "paid", "Paid"
        RELEASED = "released", "Given up"

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="checkouts"
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    ship_to = models.JSONField(null=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    payment_method = models.CharField(max_length=64, blank=True)
    customer = models.CharField(max_length=64, blank=True)
    off_session = models.BooleanField(default=False)
    uses_balance = models.BooleanField(default=False)
    balance_cents = models.PositiveIntegerField(default=0)
    payment_intent = models.CharField(max_length=64, null=True, unique=True)
    problem = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    paying_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="paid", paid_at__isnull=False)
                | (~models.Q(status="paid") & models.Q(paid_at=None)),
                name="checkout_paid_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(balance_cents=0) | models.Q(status__in=["paying", "paid"]),
                name="checkout_unpaid_holds_no_balance",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                name="checkout_unfinished",
                condition=models.Q(status__in=["open", "paying"]),
            )
        ]

    def __str__(self) -> str:
        return f"Checkout {self.reference.hex[:8]}"

    def get_absolute_url(self) -> str:
        return reverse("payments:checkout", args=[self.reference])

    @property
    def is_over(self) -> bool:
        """Whether it can no longer be paid: given up, or out of time."""
        if self.status == self.Status.OPEN:
            return self.expires_at <= timezone.now()
        return self.status == self.Status.RELEASED

    @property
    def address(self) -> PostalAddress | None:
        return PostalAddress(**self.ship_to) if self.ship_to else None


class OrderQuerySet(models.QuerySet["Order"]):
    """Orders, shaped for pages."""

    def placed(self) -> Self:
        """Paid for, whatever came after."""
        return self.exclude(placed_at=None)

    def seen_by(self, user: User) -> Self:
        """Those in which the member is buyer or seller."""
        return self.placed().filter(models.Q(buyer=user) | models.Q(closet__user=user))

    def for_pages(self) -> Self:
        return self.select_related(
            *("closet__user", "buyer__closet", "shipment", "checkout", "case")
        )

    def with_lines(self) -> Self:
        return self.prefetch_related(models.Prefetch("lines", OrderLine.objects.for_pages()))


class Order(models.Model):
    """What one buyer buys from one closet in one parcel. Amounts in cents, frozen when paid.

    balance_cents: what of the total was paid from the buyer's balance, not by card.
    """

    number = models.CharField(max_length=10, unique=True, default=order_number, editable=False)
    checkout = models.ForeignKey(Checkout, on_delete=models.PROTECT, related_name="orders")
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="purchases"
    )
    closet = models.ForeignKey(Closet, on_delete=models.PROTECT, related_name="sales")
    status = models.CharField(
        max_length=16, choices=OrderStatus.choices, default=OrderStatus.AWAITING_PAYMENT
    )
    item_cents = models.PositiveIntegerField()
    shipping_cents = models.PositiveIntegerField(default=0)
    item_tax_cents = models.PositiveIntegerField(default=0)
    shipping_tax_cents = models.PositiveIntegerField(default=0)
    fee_cents = models.PositiveIntegerField(default=0)
    shipping_discount_cents = models.PositiveIntegerField(default=0)
    balance_cents = models.PositiveIntegerField(default=0)
    shipment = models.OneToOneField(
        Shipment, null=True, on_delete=models.PROTECT, related_name="order"
    )
    created_at = models.DateTimeField(default=timezone.now)
    placed_at = models.DateTimeField(null=True)
    shipped_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    accept_by = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=OrderStatus.values), name="order_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    item_cents__gte=models.F("fee_cents") + models.F("shipping_discount_cents")
                ),
                name="order_fee_within_price",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[OrderStatus.AWAITING_PAYMENT, OrderStatus.CANCELLED])
                | models.Q(placed_at__isnull=False, shipment__isnull=False),
                name="order_placed_has_parcel",
            ),
        ]
        indexes = [
            models.Index(fields=["buyer", "-id"], name="order_of_buyer"),
            models.Index(fields=["closet", "-id"], name="order_of_closet"),
            models.Index(
                fields=["accept_by"],
                name="order_release_due",
                condition=models.Q(status=OrderStatus.DELIVERED),
            ),
            models.Index(
                fields=["placed_at"],
                name="order_not_shipped",
                condition=models.Q(status=OrderStatus.IN_PROCESS),
            ),
        ]

    def __str__(self) -> str:
        return f"Order {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("payments:order", args=[self.number])

    @property
    def amounts(self) -> OrderAmounts:
        return OrderAmounts(
            item_cents=self.item_cents,
            shipping_cents=self.shipping_cents,
            item_tax_cents=self.item_tax_cents,
            shipping_tax_cents=self.shipping_tax_cents,
            fee_cents=self.fee_cents,
            shipping_discount_cents=self.shipping_discount_cents,
            balance_cents=self.balance_cents,
        )

    @property
    def total_cents(self) -> int:
        return self.amounts.total_cents

    @property
    def may_cancel(self) -> bool:
        return self.status in CANCELLABLE


class OrderLineQuerySet(models.QuerySet["OrderLine"]):
    """Lines, shaped for pages."""

    def for_pages(self) -> Self:
        return self.select_related("listing__cover").order_by("pk")

    def for_evidence(self) -> Self:
        """With all that their listings' pages say."""
        places = ["department", "category", "subcategory", "brand", "size"]
        unread = ["search_vector", "size_ids", "typed"]
        return self.select_related(*(f"listing__{name}" for name in places)).defer(
            *(f"listing__{name}" for name in unread)
        )


class OrderLine(models.Model):
    """One item in an order, as it stood when bought.

    size: the piece of a boutique's listing that it is, of which its stock lets no more be sold
    than there are; None for a single item, which live lines sell once.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="order_lines")
    size = models.ForeignKey(Size, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    size_label = models.CharField(max_length=20, blank=True)
    price_cents = models.PositiveIntegerField()
    cover_hash = models.CharField(max_length=64, blank=True)
    released_at = models.DateTimeField(null=True)

    objects = OrderLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["listing"],
                condition=models.Q(released_at=None, size=None),
                name="order_line_sells_once",
            )
        ]

    @property
    def name(self) -> str:
        """For packing: the title, and of a boutique's listing the size."""
        return f"{self.title}, {self.size_label}" if self.size_id else self.title

    @property
    def cover_url(self) -> str:
        """The picture it was bought with, else the listing's own; "" when there is none."""
        cover = self.listing.cover
        known = self.cover_hash or (cover.picture_key if cover else "")
        return photo_url(known, 240) if known else ""


def _allowed_moves() -> models.Q:
    moves = [
        models.Q(from_status=source, to_status__in=sorted(targets))
        for source, targets in TRANSITIONS.items()
        if targets
    ]
    return reduce(or_, moves)


class OrderTransition(models.Model):
    """One move of an order; the database refuses moves outside `TRANSITIONS`."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="transitions")
    from_status = models.CharField(max_length=16, choices=OrderStatus.choices)
    to_status = models.CharField(max_length=16, choices=OrderStatus.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=_allowed_moves(), name="order_move_allowed")
        ]
