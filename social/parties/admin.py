"""Where staff make parties."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from listings.models import StyleTag
from social.models import Party, PartyHost


class PartyForm(forms.ModelForm[Party]):
    """A party whose end may be left out: it lasts two hours then; no more than four begin a day."""

    styles = forms.MultipleChoiceField(required=False)

    class Meta:
        model = Party
        fields = ["title", "about", "starts_at", "ends_at", "departments", "categories", "brands"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tags = StyleTag.objects.values_list("slug", "name")
        styles = self.fields["styles"]
        assert isinstance(styles, forms.MultipleChoiceField)  # noqa: S101 - declared above
        styles.choices = list(tags)
        styles.initial = self.instance.styles
        if "ends_at" in self.fields:
            self.fields["ends_at"].required = False

    def clean(self) -> dict[str, Any]:
        """The end that was left out, and the limits."""
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts is None:
            return cleaned
        ends = ends or starts + timedelta(hours=settings.PARTY_HOURS)
        if ends <= starts:
            raise ValidationError({"ends_at": "It ends before it starts."})
        cleaned["ends_at"] = ends
        same_day = Party.objects.filter(starts_at__date=starts.date()).exclude(pk=self.instance.pk)
        if same_day.count() >= settings.PARTIES_A_DAY:
            raise ValidationError({"starts_at": f"{settings.PARTIES_A_DAY} begin on this day."})
        self.instance.styles = cleaned.get("styles", [])
        return cleaned


class HostInline(admin.TabularInline[PartyHost, Party]):
    """Who hosts it."""

    model = PartyHost
    raw_id_fields = ["user"]
    extra = 1


@admin.register(Party)
class PartyAdmin(admin.ModelAdmin[Party]):
    """Parties with their rules and hosts; what members shared to one keeps it from going."""

    form = PartyForm
    fields = [
        *("title", "about", "starts_at", "ends_at"),
        *("departments", "categories", "brands", "styles"),
    ]
    list_display = ["title", "starts_at", "ends_at", "moment"]
    date_hierarchy = "starts_at"
    ordering = ["-starts_at"]
    search_fields = ["title"]
    filter_horizontal = ["departments", "categories"]
    autocomplete_fields = ["brands"]
    inlines = [HostInline]

    def has_delete_permission(self, request: HttpRequest, obj: Party | None = None) -> bool:
        return False

    @admin.display(description="State")
    def moment(self, party: Party) -> str:
        return party.moment
