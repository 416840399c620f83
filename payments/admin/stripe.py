"""Webhooks and, in sandbox mode, the sandbox's books."""

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from payments.admin.read_only import ReadOnlyAdmin
from payments.models import SandboxObject, StripeEvent
from payments.webhooks import stripe_event_replay


class StateFilter(admin.SimpleListFilter):
    """Which events wait, and which failed."""

    title = "state"
    parameter_name = "state"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[StripeEvent]
    ) -> list[tuple[str, str]]:
        return [("waiting", "waiting"), ("failed", "failed"), ("handled", "handled")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[StripeEvent]
    ) -> QuerySet[StripeEvent]:
        match self.value():
            case "waiting":
                return queryset.filter(handled_at=None)
            case "failed":
                return queryset.filter(handled_at=None).exclude(error="")
            case "handled":
                return queryset.exclude(handled_at=None)
        return queryset


@admin.register(StripeEvent)
class StripeEventAdmin(ReadOnlyAdmin[StripeEvent]):
    """Every webhook as it came; the action handles it again."""

    list_display = ["received_at", "type", "event_id", "handled_at", "attempts", "error"]
    list_filter = [StateFilter, "type"]
    search_fields = ["event_id", "payload"]
    date_hierarchy = "received_at"
    actions = ["replay"]

    @admin.action(description="Handle again", permissions=["replay"])
    def replay(self, request: HttpRequest, queryset: QuerySet[StripeEvent]) -> None:
        rows = list(queryset)
        for row in rows:
            stripe_event_replay(row=row)
        self.message_user(request, f"{len(rows)} events are handled again.", messages.SUCCESS)

    def has_replay_permission(self, request: HttpRequest) -> bool:
        """Whoever was given the right to change events, of which replaying is all there is."""
        return request.user.has_perm("payments.change_stripeevent")


class SandboxObjectAdmin(ReadOnlyAdmin[SandboxObject]):
    """What "Stripe" knows."""

    list_display = ["id", "kind", "account", "created_at"]
    list_filter = ["kind"]
    search_fields = ["id"]


if settings.PAYMENTS_SANDBOX:
    admin.site.register(SandboxObject, SandboxObjectAdmin)
