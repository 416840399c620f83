"""Accounts, transfers and rate cards for finance."""

from datetime import datetime

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from closets.templatetags.money import money
from payments.admin.read_only import ReadOnlyAdmin
from payments.fees import NOTICE
from payments.ledger import balance
from payments.models import Account, Entry, FeeSchedule, Transfer


class EntryInline(admin.TabularInline[Entry, Transfer]):
    """The lines of a transfer."""

    model = Entry
    fields = ("account", "amount")
    readonly_fields = ("account", "amount")
    extra = 0
    can_delete = False

    @admin.display(description="amount")
    def amount(self, entry: Entry) -> str:
        return money(entry.amount_cents)

    def has_add_permission(self, request: HttpRequest, obj: Transfer | None = None) -> bool:
        return False


@admin.register(Transfer)
class TransferAdmin(ReadOnlyAdmin[Transfer]):
    """What happened, act by act; search by order number."""

    list_display = ["created_at", "template", "reference", "actor"]
    list_filter = ["template", "created_at"]
    list_select_related = ["actor"]
    search_fields = ["reference", "key"]
    inlines = [EntryInline]


@admin.register(Account)
class AccountAdmin(ReadOnlyAdmin[Account]):
    """Accounts with their balance (on the page of each, not in the list)."""

    list_display = ["kind", "owner"]
    list_filter = ["kind"]
    list_select_related = ["owner"]
    search_fields = ["owner__username", "owner__email"]
    fields = ["kind", "owner", "balance"]
    readonly_fields = ["balance"]

    @admin.display(description="balance")
    def balance(self, account: Account) -> str:
        return money(balance(account))


class FeeScheduleForm(forms.ModelForm[FeeSchedule]):
    """A new rate card takes effect in the future, so that everybody switches together."""

    def clean_effective_from(self) -> datetime:
        """The moment, at least `NOTICE` ahead."""
        moment: datetime = self.cleaned_data["effective_from"]
        if moment < timezone.now() + NOTICE:
            raise forms.ValidationError("Choose a moment at least five minutes from now.")
        return moment


@admin.register(FeeSchedule)
class FeeScheduleAdmin(admin.ModelAdmin[FeeSchedule]):
    """Rate cards; one that is in force is history."""

    form = FeeScheduleForm
    list_display = ["effective_from", "threshold_cents", "flat_cents", "rate_bp", "note"]

    def has_change_permission(self, request: HttpRequest, obj: FeeSchedule | None = None) -> bool:
        return super().has_change_permission(request, obj) and _is_ahead(obj)

    def has_delete_permission(self, request: HttpRequest, obj: FeeSchedule | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _is_ahead(obj)


def _is_ahead(card: FeeSchedule | None) -> bool:
    return card is None or card.effective_from > timezone.now() + NOTICE
