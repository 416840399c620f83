"""Offers on an item (O1), and a seller's offer to its likers (O2)."""

import uuid
from functools import reduce
from operator import or_
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from closets.models import Closet, User
from listings.models import Listing, Size
from payments.models.card import SavedCard
from payments.models.order import Checkout
from payments.offers.transitions import LIVE, TRANSITIONS, WAITING, OfferStatus
from shipping.addresses import PostalAddress


class LikersOffer(models.Model):
    """One price offered to everybody who likes a listing, made in the background (O2).

    It goes from new likes to old ones: at_like is the id of the last one done, so that those who
    like it later are not offered to. likers = sent + skipped once it is sent. Amounts in cents.
    """

    class Status(models.TextChoices):
        RUNNING = "running", "Being sent"
        DONE = "done", "Sent"
        STOPPED = "stopped", "Stopped"

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="likers_offers")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.RUNNING)
    amount_cents = models.PositiveIntegerField()
    shipping_discount_cents = models.PositiveIntegerField(default=0)
    at_like = models.BigIntegerField()
    likers = models.PositiveIntegerField()
    sent = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["listing"],
                condition=models.Q(status="running"),
                name="likers_offer_one_running",
            ),
            models.CheckConstraint(
                condition=models.Q(amount_cents__gt=0), name="likers_offer_of_something"
            ),
        ]
        indexes = [models.Index(fields=["listing", "-id"], name="likers_offer_of_listing")]

    def __str__(self) -> str:
        return f"Offer to likers {self.reference.hex[:8]}"

    def get_absolute_url(self) -> str:
        return reverse("payments:likers_offer", args=[self.reference])

    @property
    def done(self) -> int:
        """How many likers are through, told or left out."""
        return self.sent + self.skipped


class OfferQuerySet(models.QuerySet["Offer"]):
    """Offers, shaped for pages."""

    def live(self) -> Self:
        return self.filter(status__in=LIVE)

    def waiting(self) -> Self:
        """Somebody is asked, and there is still time to answer."""
        return self.filter(status__in=WAITING, expires_at__gt=timezone.now())

    def seen_by(self, user: User) -> Self:
        """Those in which the member is buyer or seller."""
        return self.filter(models.Q(buyer=user) | models.Q(closet__user=user))

    def for_acts(self) -> Self:
        """With what answering one needs, and no more: an answer is charged at once."""
        return self.select_related(
            *("closet__user", "closet__vacation", "buyer", "size"),
            *("listing", "checkout", "card__customer"),
        )

    def for_pages(self) -> Self:
        return self.select_related(
            *(
                "closet__user",
                "closet__vacation",
                "buyer__closet",
                "size",
                "checkout",
                "card__customer",
            ),
            *("listing__cover", "listing__category", "listing__size", "campaign"),
        )


class Offer(models.Model):
    """What one buyer and one seller say about the price of one listing. Amounts in cents.

    amount_cents: the price on the table; buyer_cents and seller_cents: the last each of them said.
    card and ship_to are the buyer's standing word to pay: without them it never waits for a seller.
    """

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="offers")
    size = models.ForeignKey(Size, null=True, on_delete=models.PROTECT, related_name="+")
    closet = models.ForeignKey(Closet, on_delete=models.CASCADE, related_name="offers")
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="offers"
    )
    status = models.CharField(max_length=10, choices=OfferStatus.choices)
    amount_cents = models.PositiveIntegerField()
    buyer_cents = models.PositiveIntegerField(null=True)
    seller_cents = models.PositiveIntegerField(null=True)
    shipping_discount_cents = models.PositiveIntegerField(default=0)
    ship_to = models.JSONField(null=True)
    card = models.ForeignKey(SavedCard, null=True, on_delete=models.PROTECT, related_name="offers")
    campaign = models.ForeignKey(
        LikersOffer, null=True, on_delete=models.CASCADE, related_name="offers"
    )
    checkout = models.OneToOneField(
        Checkout, null=True, on_delete=models.PROTECT, related_name="offer"
    )
    created_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "listing"],
                condition=models.Q(status__in=LIVE),
                name="offer_one_live_for_a_pair",
            ),
            models.UniqueConstraint(fields=["campaign", "buyer"], name="offer_once_per_liker"),
            models.CheckConstraint(
                condition=models.Q(status__in=OfferStatus.values), name="offer_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(amount_cents__gt=0), name="offer_of_something"
            ),
            models.CheckConstraint(
                condition=~models.Q(status=OfferStatus.SELLER)
                | models.Q(
                    card__isnull=False,
                    ship_to__isnull=False,
                    amount_cents=models.F("buyer_cents"),
                ),
                name="offer_of_buyer_can_be_paid",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=OfferStatus.BUYER)
                | models.Q(amount_cents=models.F("seller_cents")),
                name="offer_of_seller_is_theirs",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    status__in=[OfferStatus.ACCEPTED, OfferStatus.PAID, OfferStatus.UNPAID],
                    checkout__isnull=False,
                )
                | (
                    ~models.Q(
                        status__in=[OfferStatus.ACCEPTED, OfferStatus.PAID, OfferStatus.UNPAID]
                    )
                    & models.Q(checkout=None)
                ),
                name="offer_accepted_has_checkout",
            ),
        ]
        indexes = [
            models.Index(fields=["buyer", "-id"], name="offer_of_buyer"),
            models.Index(fields=["closet", "-id"], name="offer_of_closet"),
            models.Index(
                fields=["listing"], name="offer_live", condition=models.Q(status__in=WAITING)
            ),
            models.Index(
                fields=["expires_at"], name="offer_expires", condition=models.Q(status__in=WAITING)
            ),
        ]

    def __str__(self) -> str:
        return f"Offer {self.reference.hex[:8]}"

    def get_absolute_url(self) -> str:
        return reverse("payments:offer", args=[self.reference])

    @property
    def is_waiting(self) -> bool:
        """Whether somebody is asked and can still answer."""
        return self.status in WAITING and self.expires_at > timezone.now()

    @property
    def status_now(self) -> OfferStatus:
        """The state, EXPIRED also before the sweep has come by."""
        if self.status in WAITING and not self.is_waiting:
            return OfferStatus.EXPIRED
        return OfferStatus(self.status)

    @property
    def agreed_cents(self) -> int:
        """What accepting costs: never more than the listing's price of now."""
        return min(self.amount_cents, self.listing.price_cents or self.amount_cents)

    @property
    def address(self) -> PostalAddress | None:
        return PostalAddress(**self.ship_to) if self.ship_to else None


def _allowed_moves() -> models.Q:
    begins = models.Q(from_status="", to_status__in=WAITING)
    moves = [
        models.Q(from_status=source, to_status__in=sorted(targets))
        for source, targets in TRANSITIONS.items()
        if targets
    ]
    return reduce(or_, moves, begins)


class OfferMove(models.Model):
    """One move of an offer with the price on the table after it; "" is where it begins."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="moves")
    from_status = models.CharField(max_length=10, choices=OfferStatus.choices, blank=True)
    to_status = models.CharField(max_length=10, choices=OfferStatus.choices)
    amount_cents = models.PositiveIntegerField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=_allowed_moves(), name="offer_move_allowed")
        ]
