"""Orders, checkouts, refunds and payouts for support and finance: looked at, never edited."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from closets.models import User
from closets.templatetags.money import money
from payments.admin.deciding import Facts, decide
from payments.admin.forms import RefundForm
from payments.admin.read_only import ReadOnlyAdmin
from payments.ledger import reference_lines
from payments.models import Order, OrderLine, OrderMail, OrderTransition, Refund
from payments.orders.held import held_cents
from payments.orders.refund_requests import refund_ask
from payments.orders.refunding import order_left
from payments.orders.transitions import OrderRefused


class ReadOnlyInline(admin.TabularInline[Any, Order]):
    """Rows of an order, without links to change them."""

    extra = 0
    can_delete = False
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class LineInline(ReadOnlyInline):
    model = OrderLine
    fields = ["listing_link", "price", "released_at"]
    readonly_fields = ["listing_link", "price"]

    @admin.display(description="item")
    def listing_link(self, line: OrderLine) -> SafeString:
        url = reverse("listing", args=[line.listing_id])
        return format_html('<a href="{}">{}</a>', url, line.title)

    @admin.display(description="price")
    def price(self, line: OrderLine) -> str:
        return money(line.price_cents)


class TransitionInline(ReadOnlyInline):
    model = OrderTransition
    fields = ["created_at", "from_status", "to_status", "actor", "reason"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("actor")


class RefundInline(ReadOnlyInline):
    model = Refund
    fields = ["created_at", "amount", "reason", "sent_at", "stripe_refund"]
    readonly_fields = ["amount"]

    @admin.display(description="amount")
    def amount(self, refund: Refund) -> str:
        return money(refund.amount_cents)


class MailInline(ReadOnlyInline):
    model = OrderMail
    fields = ["created_at", "member", "subject", "sent_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("member")


@admin.register(Order)
class OrderAdmin(ReadOnlyAdmin[Order]):
    """What was bought, how far it has come, and every cent that moved for it."""

    list_display = ["number", "status", "buyer", "closet", "total", "placed_at"]
    list_filter = ["status", "placed_at"]
    list_select_related = ["buyer", "closet"]
    list_per_page = 50
    search_fields = ["=number", "=buyer__username", "=closet__handle", "=shipment__tracking_number"]
    ordering = ["-id"]
    fields = [
        ("number", "status"),
        ("buyer", "closet"),
        ("total", "fee", "earned"),
        "parcel",
        "payment",
        ("placed_at", "shipped_at", "delivered_at"),
        ("accept_by", "completed_at", "cancelled_at"),
        "entries",
        "refund_link",
    ]
    readonly_fields = ["total", "fee", "earned", "parcel", "payment", "entries", "refund_link"]
    inlines = [LineInline, TransitionInline, RefundInline, MailInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Order]:
        return (
            super().get_queryset(request).select_related("buyer", "closet", "shipment", "checkout")
        )

    @admin.display(description="total")
    def total(self, order: Order) -> str:
        return money(order.total_cents)

    @admin.display(description="fee")
    def fee(self, order: Order) -> str:
        return money(order.fee_cents)

    @admin.display(description="seller earns")
    def earned(self, order: Order) -> str:
        return money(order.amounts.seller_cents)

    @admin.display(description="parcel")
    def parcel(self, order: Order) -> SafeString | str:
        if order.shipment is None:
            return "-"
        url = reverse("admin:shipping_shipment_change", args=[order.shipment.pk])
        return format_html('<a href="{}">{}</a>', url, order.shipment.get_status_display())

    @admin.display(description="payment")
    def payment(self, order: Order) -> str:
        return order.checkout.payment_intent or "-"

    @admin.display(description="ledger")
    def entries(self, order: Order) -> SafeString:
        rows = (
            (entry.transfer.template_label, entry.account, money(entry.amount_cents))
            for entry in reference_lines(order.number)[:100]
        )
        lines = format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td></tr>", rows)
        return format_html("<table>{}</table>", lines)

    @admin.display(description="refund")
    def refund_link(self, order: Order) -> SafeString:
        url = reverse("admin:payments_order_refund", args=[order.pk])
        return format_html('<a href="{}">Give money back…</a>', url)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.refund)
        return [
            path("<int:order_id>/refund/", view, name="payments_order_refund"),
            *super().get_urls(),
        ]

    def refund(self, request: HttpRequest, order_id: int) -> HttpResponse:
        """A refund, whole or in part; above $500 it waits for a second person."""
        if not request.user.has_perm("payments.add_refundrequest"):
            raise PermissionDenied
        order = get_object_or_404(Order.objects.placed().for_pages(), pk=order_id)
        return decide(
            self,
            request,
            title=f"Refund of {order}",
            facts=_facts(order),
            form=RefundForm(request.POST or None),
            act=lambda actor, form: _ask(order, actor, form),
            refusals=(OrderRefused,),
            back=reverse("admin:payments_order_change", args=[order.pk]),
        )


def _facts(order: Order) -> Facts:
    left, _ = order_left(order)
    return [
        ("State", order.get_status_display()),
        ("The buyer paid", money(order.total_cents)),
        ("Item", money(order.item_cents)),
        ("Left of the item price", money(left.item_cents)),
        ("Left of all", money(left.total_cents)),
        ("Held for the seller", money(held_cents(order))),
    ]


def _ask(order: Order, actor: User, form: RefundForm) -> str:
    request = refund_ask(
        order=order, asked=form.asked(), reason=form.cleaned_data["reason"], actor=actor
    )
    amount = money(request.amount_cents)
    if request.refund:
        return f"{amount} is on its way back to the buyer."
    return f"{amount} waits for a second person to decide."


@admin.register(Refund)
class RefundAdmin(ReadOnlyAdmin[Refund]):
    """Money on its way back to cards; what has no time of sending waits."""

    list_display = ["created_at", "amount", "order", "reason", "sent_at", "stripe_refund"]
    list_filter = [("sent_at", admin.EmptyFieldListFilter), "created_at"]
    list_select_related = ["order"]
    list_per_page = 50
    search_fields = ["=order__number", "=payment_intent", "=stripe_refund"]
    ordering = ["-id"]

    @admin.display(description="amount")
    def amount(self, refund: Refund) -> str:
        return money(refund.amount_cents)
