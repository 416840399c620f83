"""Parcels in the staff's workplace: rates, shipments with their scans, the simulated network."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from closets.models import User
from shipping import services
from shipping.carriers.embedded.network import parcel_advance
from shipping.models import (
    CarrierWebhook,
    EmbeddedParcel,
    EmbeddedScan,
    Label,
    RateCard,
    ScanKind,
    Shipment,
    TrackingEvent,
)
from shipping.transitions import TransitionRefused


class ReadOnly:
    """Rows that only services write."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class TrackingEventInline(ReadOnly, admin.TabularInline[TrackingEvent, Shipment]):
    model = TrackingEvent
    fields = ["occurred_at", "received_at", "kind", "description", "place", "carrier_event_id"]
    readonly_fields = ["received_at"]


class LabelInline(ReadOnly, admin.TabularInline[Label, Shipment]):
    model = Label
    fields = ["tracking_number", "cost_cents", "bought_at", "mailed_at", "voided_at", "voided_by"]


class EmbeddedScanInline(ReadOnly, admin.TabularInline[EmbeddedScan, EmbeddedParcel]):
    model = EmbeddedScan
    fields = ["due_at", "sent_at", "kind", "description", "place"]


@admin.register(RateCard)
class RateCardAdmin(admin.ModelAdmin[RateCard]):
    """A card in force is history: prices change by a new card with a later date."""

    list_display = ["effective_from", "base_cents", "to_10_lb_cents", "to_15_lb_cents", "note"]

    def has_change_permission(self, request: HttpRequest, obj: RateCard | None = None) -> bool:
        may = super().has_change_permission(request, obj)
        return may and (obj is None or not obj.is_in_force)

    def has_delete_permission(self, request: HttpRequest, obj: RateCard | None = None) -> bool:
        return obj is not None and self.has_change_permission(request, obj)


@admin.register(Shipment)
class ShipmentAdmin(ReadOnly, admin.ModelAdmin[Shipment]):
    list_display = [
        "short_reference",
        "status",
        "sender",
        "recipient",
        "tracking_number",
        "expected_on",
        "last_scan_at",
        "created_at",
    ]
    list_filter = ["status", "carrier", "weight_class", "created_at"]
    list_select_related = ["sender", "recipient"]
    search_fields = ["=tracking_number", "=reference", "=sender__username", "=recipient__username"]
    inlines = [LabelInline, TrackingEventInline]
    actions = ["call_off"]
    date_hierarchy = "created_at"
    show_full_result_count = False

    @admin.action(
        description="Call off parcels that were not scanned yet", permissions=["call_off"]
    )
    def call_off(self, request: HttpRequest, queryset: QuerySet[Shipment]) -> None:
        actor = request.user if isinstance(request.user, User) else None
        for shipment in queryset:
            try:
                services.label_void(shipment=shipment, actor=actor)
            except TransitionRefused:
                self.message_user(request, f"{shipment} is on its way.", messages.ERROR)

    def has_call_off_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("shipping.change_shipment")


@admin.register(EmbeddedParcel)
class EmbeddedParcelAdmin(ReadOnly, admin.ModelAdmin[EmbeddedParcel]):
    list_display = ["tracking_number", "from_zip", "to_place", "bought_at", "expected_on"]
    search_fields = ["=tracking_number"]
    inlines = [EmbeddedScanInline]
    actions = ["move_on", "deliver", "turn_back"]

    @admin.action(description="Move on to the next scan", permissions=["hurry"])
    def move_on(self, request: HttpRequest, queryset: QuerySet[EmbeddedParcel]) -> None:
        self._advance(request, queryset, None)

    @admin.action(description="Deliver now", permissions=["hurry"])
    def deliver(self, request: HttpRequest, queryset: QuerySet[EmbeddedParcel]) -> None:
        self._advance(request, queryset, ScanKind.DELIVERED)

    @admin.action(description="Return to the sender", permissions=["hurry"])
    def turn_back(self, request: HttpRequest, queryset: QuerySet[EmbeddedParcel]) -> None:
        self._advance(request, queryset, ScanKind.RETURNED)

    def has_hurry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("shipping.change_embeddedparcel")

    def _advance(
        self, request: HttpRequest, parcels: QuerySet[EmbeddedParcel], to: ScanKind | None
    ) -> None:
        sent = sum(parcel_advance(parcel, to=to) for parcel in parcels)
        self.message_user(request, f"{sent} scans sent.")


@admin.register(CarrierWebhook)
class CarrierWebhookAdmin(ReadOnly, admin.ModelAdmin[CarrierWebhook]):
    list_display = ["carrier", "event_id", "received_at", "handled_at"]
    list_filter = ["carrier", ("handled_at", admin.EmptyFieldListFilter)]
    search_fields = ["=event_id"]
