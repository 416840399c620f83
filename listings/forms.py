"""The sell form: everything that is typed is kept, whatever is valid is saved."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.safestring import SafeString

from closets.lib.widgets import CountedTextarea, MoneyField, MoneyInput, RadioCards
from closets.models import Unit
from listings.fields import PlainText, RowField, category_choices, size_choices
from listings.measures.field import MeasurementsField
from listings.measures.shapes import shape_for
from listings.models import Category, Colour, Condition, Listing, Size, StyleTag
from listings.models.listing import MAX_PRICE_CENTS, MIN_PRICE_CENTS

VALUES_OF = {
    "brand": "brand_name",
    "price": "price_cents",
    "original_price": "original_price_cents",
}
TYPED_KEPT = 20_000
HINTS = {
    Condition.NWT: "Unworn, tags on",
    Condition.LIKE_NEW: "Worn once or twice, no flaws",
    Condition.GOOD: "Worn, small signs of it",
    Condition.FAIR: "Flaws, shown in the photos",
}


BRAND_ATTRS = {"autocomplete": "off", "data-suggest": reverse_lazy("listings:brand_options")}
CATEGORY_ATTRS = {
    "data-categories": "",
    "data-hx-get": reverse_lazy("listings:size_options"),
    "data-hx-trigger": "change",
    "data-hx-target": "#size-field",
    "data-hx-swap": "outerHTML",
    "data-hx-params": "category,size,size_custom",
    "data-hx-include": "[name=size],[name=size_custom]",
    "data-hx-sync": "this:replace",
}
PRICE_ATTRS = {
    "data-hx-get": reverse_lazy("earn"),
    "data-hx-trigger": "input changed delay:200ms, load",
    "data-hx-target": "#earnings",
    "data-hx-swap": "innerHTML",
    "data-hx-params": "price",
    "data-hx-sync": "this:replace",
}


class ConditionCards(RadioCards):
    """Radio cards that say what each condition means."""

    option_template_name = "listings/widgets/condition.html"

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        return {**option, "hint": HINTS[option["value"]]}


class Chips(forms.CheckboxSelectMultiple):
    """Checkboxes as chips, of which `most` may be on."""

    template_name = "listings/widgets/chips.html"
    option_template_name = "listings/widgets/chip.html"

    def __init__(self, most: int, swatches: bool = False) -> None:
        super().__init__()
        self.most, self.swatches = most, swatches

    def get_context(self, *args: Any) -> dict[str, Any]:
        return {**super().get_context(*args), "most": self.most}

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().create_option(*args, **kwargs), "swatch": self.swatches}


class AtMost(forms.MultipleChoiceField):
    """Up to `most` of the choices."""

    def __init__(self, most: int, swatches: bool = False, **kwargs: Any) -> None:
        super().__init__(required=False, widget=Chips(most, swatches), **kwargs)
        self.most = most

    def validate(self, value: list[str]) -> None:
        """Raises ValidationError for one too many."""
        super().validate(value)
        if len(value) > self.most:
            raise forms.ValidationError(f"Choose at most {self.most}.")


class ListingForm(forms.Form):
    """All that a seller says about an item, photos apart.

    A field that is needed to publish is `required`, which shows in its label; that it is still
    empty is no error here, since a draft may lack anything. A boutique's sizes are said elsewhere,
    piece by piece.
    """

    use_required_attribute = False

    title = PlainText(max_length=80, widget=forms.TextInput({"enterkeyhint": "next"}))
    description = PlainText(required=False, max_length=1500, widget=CountedTextarea)
    category = RowField(widget=forms.Select(CATEGORY_ATTRS))
    brand = PlainText(required=False, max_length=80, widget=forms.TextInput(BRAND_ATTRS))
    size = RowField()
    size_custom = PlainText(label="Or size in your words", required=False, max_length=20)
    colours = AtMost(2, swatches=True, choices=Colour.choices, help_text="Up to two.")
    measurements = MeasurementsField(
        required=False, help_text="Laid flat, along the numbered lines. Buyers ask for these most."
    )
    condition = forms.ChoiceField(choices=Condition.choices, widget=ConditionCards)
    style_tags = AtMost(3, label="Style", help_text="Up to three.")
    original_price = MoneyField(required=False, max_cents=MAX_PRICE_CENTS)
    price = MoneyField(
        label="Your price",
        min_cents=MIN_PRICE_CENTS,
        max_cents=MAX_PRICE_CENTS,
        widget=MoneyInput(PRICE_ATTRS),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    editor = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    turn = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, listing: Listing, editor: str) -> None:
        super().__init__(data, initial=initial_of(listing) | {"editor": editor})
        self.stale = False
        categories = list(Category.objects.select_related("department", "parent"))
        categories.sort(key=lambda node: node.department.position)
        self.field("category").offer(categories, category_choices(categories))
        cast(AtMost, self.fields["style_tags"]).choices = StyleTag.objects.values_list(
            "slug", "name"
        )
        self._offer_sizes(listing.closet.unit if listing.closet_id else Unit.INCHES)
        if listing.in_sizes:
            del self.fields["size"], self.fields["size_custom"]
            self.field("category").widget.attrs = {"data-categories": ""}

    def field(self, name: str) -> RowField:
        """The field, as one that chooses a row."""
        return cast(RowField, self.fields[name])

    def _offer_sizes(self, unit: str) -> None:
        chosen = self.field("category").rows.get(str(self["category"].value()))
        sizes = list(Size.objects.filter(group=chosen.size_group)) if chosen else []
        self.field("size").offer(sizes, size_choices(sizes))
        cast(MeasurementsField, self.fields["measurements"]).offer(shape_for(chosen), unit)

    def _post_clean(self) -> None:
        for name, problems in list(self.errors.as_data().items()):
            if name != "version" and problems[0].code == "required":
                del self.errors[name]
                self.cleaned_data[name] = {"title": "", "condition": ""}.get(name)

    def measurements_in(self, unit: str) -> SafeString:
        """The controls of the measurements, in a unit ("" for as they are)."""
        field = cast(MeasurementsField, self.fields["measurements"])
        return field.redrawn(self["measurements"].value(), unit)

    @property
    def values(self) -> dict[str, Any]:
        """What is valid, as the services take it."""
        unsaved = {"version", "editor", "turn"}
        return {
            VALUES_OF.get(name, name): value
            for name, value in self.cleaned_data.items()
            if name not in unsaved
        }

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed and is not valid, as it was typed (the database takes no NULs)."""
        return {name: _plain(self[name].value()) for name in self.errors if name in self.fields}

    @property
    def copy_version(self) -> int:
        """Of the copy that was edited; 0, which is never current, when the form lost it."""
        return int(self.cleaned_data.get("version") or 0)

    @property
    def turn_number(self) -> int:
        """Which save of the open form this is, by its own count; 0 when it does not count."""
        turn = self.cleaned_data.get("turn", "")
        return int(turn) if turn.isascii() and turn.isdecimal() and len(turn) < 17 else 0


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return str(value).replace("\0", "")[:TYPED_KEPT]


class PriceForm(forms.Form):
    """A new price for a published listing."""

    price = MoneyField(
        label="New price",
        min_cents=MIN_PRICE_CENTS,
        max_cents=MAX_PRICE_CENTS,
        widget=MoneyInput(PRICE_ATTRS),
    )


def initial_of(listing: Listing) -> dict[str, Any]:
    """What the form shows first: the listing's columns, and over them what was typed last."""
    same = ["title", "description", "size_custom", "colours", "condition", "style_tags", "version"]
    same += ["measurements"]
    saved = {name: getattr(listing, name) for name in same}
    return saved | {
        "category": listing.subcategory_id or listing.category_id,
        "brand": listing.brand.name if listing.brand else "",
        "size": listing.size_id,
        "price": listing.price_cents,
        "original_price": listing.original_price_cents,
        **listing.typed,
    }
