"""The listing: one thing for sale in a closet."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.urls import reverse

from closets.models import Closet
from listings.models.catalogue import Brand, Category, Department, Size
from listings.models.choices import Colour, Condition, Status

AVAILABLE = models.Q(status=Status.AVAILABLE, deleted_at=None)
GONE = models.Q(status__in=[Status.RESERVED, Status.SOLD], deleted_at=None)
PUBLIC_STATUSES = [Status.AVAILABLE, Status.RESERVED, Status.SOLD, Status.NOT_FOR_SALE]
CARD_FIELDS = (
    *("status", "deleted_at", "title", "condition", "price_cents", "original_price_cents"),
    *("size_custom", "style_tags", "published_at", "shared_at", "ranked_at"),
    *("closet__user_id", "closet__handle", "closet__display_name"),
    *("brand__name", "category__garment", "size__label"),
    *("cover__state", "cover__content_hash", "cover__crop_key", "cover__placeholder"),
)
MIN_PRICE_CENTS = 300
MAX_PRICE_CENTS = 5_000_000


class ListingQuerySet(models.QuerySet["Listing"]):
    """Listings, shaped for pages."""

    def available(self) -> Self:
        """What can be bought now."""
        return self.filter(AVAILABLE)

    def public(self) -> Self:
        """What anybody may look at: published, not removed, not in the bin."""
        return self.filter(status__in=PUBLIC_STATUSES, deleted_at=None)

    def owned_by(self, user_id: int | None) -> Self:
        """The member's own, in any state but the bin."""
        return self.filter(closet__user_id=user_id, deleted_at=None)

    def for_cards(self) -> Self:
        """With all that a card shows and pages sort by, in one query, and no more: reading whole
        rows of six tables takes twice the time."""
        joined = self.select_related("closet", "brand", "category", "size", "cover")
        return joined.only(*CARD_FIELDS)


class Listing(models.Model):
    """One item, or a boutique's several of one kind (L1). Prices in US cents.

    typed: what a draft's seller typed that is not (yet) valid, by form field, so that it is not
    lost either; version: grows with each save, so that a second tab's older copy is noticed;
    editor: which open form saved last, so that a form is never told of its own saves;
    editor_turn: the number that it gave its last save, so that an older one cannot come after it.
    measurements: millimetres by what was measured ("waist"); {} for "not measured", None for no
    answer yet. in_sizes: a boutique's listing, whose pieces are its `stock`; quantity: how many of
    them are on sale, 1 for a single item. is_reposh: its seller bought it here, so that there is a
    history to ask for.
    Written by `listing_index`, for search: search_vector; size_ids: what it can be bought in;
    quality: 0 to 100, how well it is described; ranked_at: when it was published, up to 14 days
    later the better it is described.
    """

    closet = models.ForeignKey(
        Closet, on_delete=models.CASCADE, related_name="listings", db_index=False
    )
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    title = models.CharField(max_length=80, blank=True)
    description = models.TextField(max_length=1500, blank=True)
    department = models.ForeignKey(
        Department,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    subcategory = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    brand = models.ForeignKey(
        Brand, null=True, blank=True, on_delete=models.PROTECT, related_name="listings"
    )
    size = models.ForeignKey(
        Size, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    size_custom = models.CharField("size in words", max_length=20, blank=True)
    colours = ArrayField(
        models.CharField(max_length=10, choices=Colour.choices), default=list, blank=True, size=2
    )
    condition = models.CharField(max_length=10, choices=Condition.choices, blank=True)
    style_tags = ArrayField(models.SlugField(max_length=30), default=list, blank=True, size=3)
    original_price_cents = models.PositiveIntegerField(null=True, blank=True)
    price_cents = models.PositiveIntegerField(null=True, blank=True)
    quantity = models.PositiveSmallIntegerField(default=1)
    in_sizes = models.BooleanField(default=False)
    is_reposh = models.BooleanField(default=False, db_default=False, editable=False)
    cover = models.ForeignKey(
        "listings.Photo", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    measurements = models.JSONField(null=True, blank=True)
    typed = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    editor = models.CharField(max_length=16, blank=True)
    editor_turn = models.BigIntegerField(default=0, db_default=0)
    search_vector = SearchVectorField(null=True, editable=False)
    size_ids = ArrayField(models.IntegerField(), default=list, editable=False)
    quality = models.PositiveSmallIntegerField(default=0, editable=False)
    ranked_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    sold_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ListingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="listing_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status=Status.DRAFT)
                | (
                    models.Q(
                        category__isnull=False,
                        department__isnull=False,
                        published_at__isnull=False,
                        shared_at__isnull=False,
                        price_cents__range=(MIN_PRICE_CENTS, MAX_PRICE_CENTS),
                        condition__in=Condition.values,
                    )
                    & ~models.Q(title="")
                ),
                name="listing_published_is_complete",
            ),
            models.CheckConstraint(
                condition=models.Q(status=Status.SOLD, sold_at__isnull=False)
                | (~models.Q(status=Status.SOLD) & models.Q(sold_at__isnull=True)),
                name="listing_sold_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-shared_at", "-id"],
                name="listing_shared",
                condition=AVAILABLE,
            ),
            models.Index(
                fields=["-published_at", "-id"],
                name="listing_new",
                condition=AVAILABLE,
            ),
            models.Index(
                fields=["price_cents", "id"],
                name="listing_price",
                condition=AVAILABLE,
            ),
            models.Index(
                fields=["category", "-shared_at", "-id"],
                name="listing_category",
                condition=AVAILABLE,
            ),
            models.Index(
                fields=["subcategory", "-shared_at", "-id"],
                name="listing_subcategory",
                condition=AVAILABLE,
            ),
            models.Index(
                fields=["brand", "-shared_at", "-id"],
                name="listing_brand",
                condition=AVAILABLE,
            ),
            models.Index(fields=["closet", "-shared_at", "-id"], name="listing_closet"),
            models.Index(
                fields=["-ranked_at", "-id"],
                name="listing_ranked",
                condition=AVAILABLE,
            ),
            GinIndex(
                fields=["search_vector"],
                name="listing_words",
                condition=AVAILABLE,
                fastupdate=False,
            ),
            GinIndex(
                fields=["search_vector"],
                name="listing_gone_words",
                condition=GONE,
                fastupdate=False,
            ),
        ]

    def __str__(self) -> str:
        return self.title or "Untitled draft"

    def get_absolute_url(self) -> str:
        return reverse("listing", args=[self.pk])

    @property
    def is_available(self) -> bool:
        return self.status == Status.AVAILABLE and self.deleted_at is None

    @property
    def size_label(self) -> str:
        """The size as shown: the catalogue's label or the seller's words."""
        return self.size.label if self.size else self.size_custom

    @property
    def colour_names(self) -> list[str]:
        return [Colour(colour).label for colour in self.colours]

    @property
    def discount_percent(self) -> int:
        """How far the price lies under the original one, in whole per cent; 0 when it does not."""
        if not self.original_price_cents or not self.price_cents:
            return 0
        return max(0, 100 - self.price_cents * 100 // self.original_price_cents)
