"""Offers and bundles for support: looked at, never edited."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from closets.templatetags.money import money
from payments.admin.orders import ReadOnlyInline
from payments.admin.read_only import ReadOnlyAdmin
from payments.models import Bundle, BundleItem, BundleMessage, LikersOffer, Offer, OfferMove


class MoveInline(ReadOnlyInline):
    model = OfferMove
    fields = ["created_at", "from_status", "to_status", "price", "actor"]
    readonly_fields = ["price"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[OfferMove]:
        return super().get_queryset(request).select_related("actor")

    @admin.display(description="on the table")
    def price(self, move: OfferMove) -> str:
        return money(move.amount_cents)


@admin.register(Offer)
class OfferAdmin(ReadOnlyAdmin[Offer]):
    """What buyer and seller said, move by move, and the checkout it led to."""

    list_display = ["reference", "status", "price", "buyer", "closet", "listing", "moved_at"]
    list_filter = ["status", "created_at"]
    list_select_related = ["buyer", "closet", "listing"]
    list_per_page = 50
    search_fields = ["=reference", "=buyer__username", "=closet__handle"]
    ordering = ["-id"]
    fields = [
        ("reference", "status"),
        ("buyer", "closet"),
        "listing",
        ("price", "card"),
        "checkout",
        ("created_at", "moved_at", "expires_at"),
    ]
    readonly_fields = ["price"]
    inlines = [MoveInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Offer]:
        related = ("buyer", "closet", "listing", "card", "checkout")
        return super().get_queryset(request).select_related(*related)

    @admin.display(description="on the table")
    def price(self, offer: Offer) -> str:
        return money(offer.amount_cents)


@admin.register(LikersOffer)
class LikersOfferAdmin(ReadOnlyAdmin[LikersOffer]):
    """Offers to all who like a listing, and how far each has come."""

    list_display = ["created_at", "listing", "status", "price", "likers", "sent", "skipped"]
    list_filter = ["status", "created_at"]
    list_select_related = ["listing"]
    list_per_page = 50
    search_fields = ["=reference", "=listing__closet__handle"]
    ordering = ["-id"]
    fields = [
        ("reference", "status"),
        "listing",
        ("price", "discount"),
        ("likers", "sent", "skipped"),
        ("created_at", "expires_at", "finished_at"),
    ]
    readonly_fields = ["price", "discount"]

    @admin.display(description="price")
    def price(self, row: LikersOffer) -> str:
        return money(row.amount_cents)

    @admin.display(description="shipping the seller pays")
    def discount(self, row: LikersOffer) -> str:
        return money(row.shipping_discount_cents)


class ItemInline(ReadOnlyInline):
    model = BundleItem
    fields = ["listing", "added_by", "added_at", "left", "left_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[BundleItem]:
        return super().get_queryset(request).select_related("listing", "added_by")


class MessageInline(ReadOnlyInline):
    model = BundleMessage
    fields = ["created_at", "author", "body"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[BundleMessage]:
        return super().get_queryset(request).select_related("author")


@admin.register(Bundle)
class BundleAdmin(ReadOnlyAdmin[Bundle]):
    """What a buyer and a closet put together, and said about it."""

    list_display = ["reference", "status", "buyer", "closet", "created_at", "moved_at"]
    list_filter = ["status", "created_at"]
    list_select_related = ["buyer", "closet"]
    list_per_page = 50
    search_fields = ["=reference", "=buyer__username", "=closet__handle"]
    ordering = ["-id"]
    fields = [("reference", "status"), ("buyer", "closet"), "checkout", ("created_at", "moved_at")]
    inlines = [ItemInline, MessageInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Bundle]:
        return super().get_queryset(request).select_related("buyer", "closet", "checkout")
