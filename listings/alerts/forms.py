"""How a member wants to hear of what a saved search finds."""

from django import forms

from listings.models import SavedSearch


class SavedSearchForm(forms.ModelForm[SavedSearch]):
    """Its name and its alert."""

    class Meta:
        model = SavedSearch
        fields = ["name", "alert", "by_mail"]
        labels = {"alert": "Tell me", "by_mail": "By e-mail, too"}
        error_messages = {"name": {"required": "Give it a name."}}


def form_of(saved: SavedSearch, data: object = None) -> SavedSearchForm:
    """The form of one of several on a page."""
    return SavedSearchForm(data, instance=saved, auto_id=f"search-{saved.pk}-%s")  # type: ignore[arg-type]  # a QueryDict or None
