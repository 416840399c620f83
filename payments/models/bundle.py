"""Bundles (O3): what one buyer and one closet put together for one parcel, and say about it."""

import uuid
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from closets.models import Closet, User
from listings.models import Listing, Size
from payments.models.order import Checkout


class BundleQuerySet(models.QuerySet["Bundle"]):
    """Bundles, shaped for pages."""

    def seen_by(self, user: User) -> Self:
        """Those in which the member is buyer or seller."""
        return self.filter(models.Q(buyer=user) | models.Q(closet__user=user))

    def for_pages(self) -> Self:
        return self.select_related("closet__user", "closet__vacation", "buyer__closet", "checkout")


class Bundle(models.Model):
    """The one open bundle of a buyer in a closet; open until it is bought or put away."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        BOUGHT = "bought", "Bought"
        CLOSED = "closed", "Put away"

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    closet = models.ForeignKey(Closet, on_delete=models.CASCADE, related_name="bundles")
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bundles"
    )
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    checkout = models.OneToOneField(
        Checkout, null=True, on_delete=models.SET_NULL, related_name="bundle"
    )
    created_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)

    objects = BundleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "closet"],
                condition=models.Q(status="open"),
                name="bundle_one_open_for_a_pair",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["open", "bought", "closed"]),
                name="bundle_status_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="bought") | models.Q(checkout__isnull=False),
                name="bundle_bought_has_checkout",
            ),
        ]
        indexes = [
            models.Index(fields=["buyer", "-id"], name="bundle_of_buyer"),
            models.Index(fields=["closet", "-id"], name="bundle_of_closet"),
        ]

    def __str__(self) -> str:
        return f"Bundle {self.reference.hex[:8]}"

    def get_absolute_url(self) -> str:
        return reverse("payments:bundle", args=[self.reference])

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @property
    def is_bought(self) -> bool:
        return self.status == self.Status.BOUGHT


class BundleItem(models.Model):
    """One item in a bundle; it stays in the history when it leaves."""

    class Left(models.TextChoices):
        TAKEN_OUT = "taken_out", "taken out"
        GONE = "gone", "not for sale any more"

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="items")
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="+")
    size = models.ForeignKey(Size, null=True, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    left = models.CharField(max_length=10, choices=Left.choices, blank=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bundle", "listing"],
                condition=models.Q(left=""),
                name="bundle_item_once",
            ),
            models.CheckConstraint(
                condition=models.Q(left="", left_at=None)
                | (~models.Q(left="") & models.Q(left_at__isnull=False)),
                name="bundle_item_left_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["listing"], name="bundle_item_in", condition=models.Q(left=""))
        ]


class BundleMessage(models.Model):
    """A line of the private talk; without an author the site says it."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = models.CharField(max_length=500)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(body=""), name="bundle_message_has_words")
        ]


class BundleDiscount(models.Model):
    """What a seller takes off every bundle of so many items."""

    LEAST_ITEMS, MOST_ITEMS, MOST_PERCENT = 2, 20, 90

    closet = models.OneToOneField(Closet, on_delete=models.CASCADE, related_name="bundle_discount")
    percent = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PERCENT)]
    )
    from_items = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(LEAST_ITEMS), MaxValueValidator(MOST_ITEMS)]
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(percent__range=(1, 90), from_items__range=(2, 20)),
                name="bundle_discount_makes_sense",
            )
        ]
