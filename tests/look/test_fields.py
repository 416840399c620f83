"""How forms show themselves, and the money field."""

import pytest
from django import forms

from closets.lib.widgets import CheckboxCards, CountedTextarea, MoneyField, RadioCards


class SaleForm(forms.Form):
    title = forms.CharField(help_text="What is it?")
    price = MoneyField(min_cents=300, max_cents=5_000_000, required=False)
    note = forms.CharField(required=False, max_length=50, widget=CountedTextarea)
    condition = forms.ChoiceField(choices=[("nwt", "New"), ("good", "Good")], widget=RadioCards)
    styles = forms.MultipleChoiceField(
        required=False, choices=[("boho", "Boho")], widget=CheckboxCards
    )
    terms = forms.BooleanField()


def test_it_ties_label_hint_and_error_to_the_control() -> None:
    html = SaleForm({"title": ""})["title"].as_field_group()
    assert '<label class="field__label" for="id_title">' in html
    assert '<div class="field__hint" id="id_title_helptext">What is it?</div>' in html
    assert '<ul class="field__errors" id="id_title_error">' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html


def test_it_keeps_what_was_typed() -> None:
    html = str(SaleForm({"title": "Linen <shirt>", "price": "two dollars"}))
    assert 'value="Linen &lt;shirt&gt;"' in html
    assert 'value="two dollars"' in html


def test_it_groups_choices_in_a_fieldset_with_their_error() -> None:
    html = SaleForm({"title": "x"})["condition"].as_field_group()
    assert '<fieldset class="field " aria-describedby="id_condition_error">' in html
    assert html.count('<label class="radio-card"') == 2
    assert '<ul class="field__errors" id="id_condition_error">' in html


def test_it_says_which_fields_are_optional() -> None:
    form = SaleForm()
    assert "optional" in form["note"].as_field_group()
    assert "optional" not in form["title"].as_field_group()


def test_it_says_errors_of_the_whole_form_aloud() -> None:
    form = SaleForm({})
    form.add_error(None, "You are over the limit.")
    assert '<div class="form-errors" role="alert"><ul class="errorlist nonfield">' in str(form)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("3", 300), ("12.5", 1250), ("$1,295.12", 129512), (" 45 ", 4500), ("", None)],
)
def test_it_reads_dollars_as_people_type_them(typed: str, cents: int | None) -> None:
    form = SaleForm({"title": "x", "price": typed, "condition": "good", "terms": "on"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["price"] == cents


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("2.99", "At least $3.00."),
        ("50000.01", "At most $50,000.00."),
        ("12.345", "Ensure that there are no more than 2 decimal places."),
        ("free", "Enter a number."),
        ("NaN", "Enter a number."),
    ],
)
def test_it_refuses_an_amount_it_cannot_take(typed: str, error: str) -> None:
    assert SaleForm({"price": typed}).errors["price"] == [error]


def test_it_shows_cents_of_a_row_as_dollars() -> None:
    html = str(SaleForm(initial={"price": 1205})["price"])
    assert 'value="12.05"' in html
    assert 'inputmode="decimal"' in html


def test_it_sees_that_the_same_amount_is_no_change() -> None:
    field = MoneyField(min_cents=0, max_cents=1000)
    assert not field.has_changed(250, "2.5")
    assert field.has_changed(250, "2.51")
    assert field.has_changed(250, "nothing")
