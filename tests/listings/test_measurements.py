"""Measurements (L6): where to measure, in inches or centimetres, stored in millimetres."""

from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from closets.models import Closet, Unit, User
from listings.catalogue.files import categories
from listings.forms import ListingForm
from listings.measures.lengths import MOST_MM, NoLength, length_both, length_mm, length_text
from listings.measures.shapes import GARMENTS, LABELS, SHAPES, shape_for
from listings.models import Category, Listing
from listings.services.drafts import listing_copy

UNMEASURED = {"watch", "sunglasses", "earrings"}


@given(mm=st.integers(1, MOST_MM), unit=st.sampled_from(Unit))
def test_what_is_shown_reads_as_the_same_millimetres(mm: int, unit: Unit) -> None:
    assert length_mm(length_text(mm, unit), unit) == mm


@pytest.mark.parametrize(
    ("text", "unit", "mm"),
    [
        ("19", "in", 483),
        (" 19.5 ", "in", 495),
        ("19,5", "in", 495),
        ("19 1/2", "in", 495),
        ("19-1/2", "in", 495),
        ("19\u00bd", "in", 495),
        ('19.5"', "in", 495),
        ("3/4", "in", 19),
        ("48 cm", "in", 480),
        ("19.5 inches", "cm", 495),
        ("48.3", "cm", 483),
        ("48,3cm", "cm", 483),
    ],
)
def test_it_reads_what_people_write(text: str, unit: str, mm: int) -> None:
    assert length_mm(text, Unit(unit)) == mm


@pytest.mark.parametrize(
    "text", ["", "wide", "-4", "0", "1/0", "200", "1e3", "nan", "19 20", "9" * 400, "\u0664"]
)
def test_it_refuses_what_is_no_length(text: str) -> None:
    with pytest.raises(NoLength):
        length_mm(text, Unit.INCHES)


@given(st.text(max_size=30))
def test_any_text_is_a_length_or_none(text: str) -> None:
    with suppress(NoLength):
        assert 1 <= length_mm(text, Unit.INCHES) <= MOST_MM


def test_pages_show_both_units() -> None:
    assert length_both(489) == "19.25 in (48.9 cm)"
    assert length_both(381) == "15 in (38.1 cm)"


def test_every_garment_of_the_catalogue_has_its_drawing() -> None:
    garments = {row.garment for row in categories()}
    drawn = {garment for names in GARMENTS.values() for garment in names.split()}
    assert garments - drawn == UNMEASURED
    assert drawn - garments == {"dress"}
    assert {shape.name for shape in SHAPES} == set(GARMENTS)
    assert {kind for shape in SHAPES for kind in shape.kinds} == set(LABELS)


def test_every_line_lies_on_its_drawing() -> None:
    for shape in SHAPES:
        for mark in shape.marks:
            assert min(mark.x1, mark.x2, mark.number_x - 4) >= 0
            assert max(mark.x1, mark.x2, mark.number_x + 4) <= 140
            assert mark.number_y >= 9
            assert max(mark.y1, mark.y2, mark.number_y) <= 160


def sent(**fields: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"measure_unit": "in", **fields})
    return data


def cleaned(listing: Listing, **fields: str) -> Any:
    form = ListingForm(
        sent(category=str(fields.pop("category")), **fields), listing=listing, editor=""
    )
    field = form.fields["measurements"]
    return field.clean(form["measurements"].value())


def test_it_is_kept_in_millimetres_not_measured_or_no_answer(
    draft: Listing, maxi: Category
) -> None:
    category = str(maxi.pk)
    measured = cleaned(draft, category=category, measure_pit_to_pit="18", measure_waist=" ")
    assert measured == {"pit_to_pit": 457}
    assert cleaned(draft, category=category, measure_none="1", measure_waist="9") == {}
    assert cleaned(draft, category=category) is None
    assert cleaned(draft, category=category, measure_inseam="30") is None
    with pytest.raises(ValidationError, match=r"Waist, laid flat: write a number such as 19\.5"):
        cleaned(draft, category=category, measure_waist="wide")


def save(client: Client, listing: Listing, **fields: str) -> Any:
    listing.refresh_from_db()
    known = {
        "version": str(listing.version),
        "title": "Dress",
        "category": str(listing.subcategory_id),
        "measure_unit": "in",
    }
    return client.post(reverse("listings:draft", args=[listing.pk]), known | fields)


def test_a_draft_keeps_them_and_what_is_no_number_as_typed(
    client: Client, ana: User, complete: Listing
) -> None:
    client.force_login(ana)
    assert save(client, complete, measure_waist="15", measure_length="55 1/2").status_code == 302
    complete.refresh_from_db()
    assert complete.measurements == {"waist": 381, "length": 1410}
    answer = save(client, complete, measure_waist="wide")
    assert answer.status_code == 422
    page = client.get(reverse("listings:draft", args=[complete.pk])).content.decode()
    assert 'name="measure_waist" value="wide"' in page
    assert 'role="img" aria-label="Where to measure a dress: 1 Pit to pit' in page


def test_the_listing_page_shows_them(client: Client, dress: Listing) -> None:
    def text() -> str:
        return client.get(dress.get_absolute_url()).content.decode()

    assert "easure" not in text()
    Listing.objects.filter(pk=dress.pk).update(measurements={})
    assert "<dt>Measurements</dt><dd>Not measured</dd>" in text()
    Listing.objects.filter(pk=dress.pk).update(measurements={"waist": 381})
    assert '<dt>Waist, laid flat</dt><dd class="num">15 in (38.1 cm)</dd>' in text()


def test_the_other_unit_turns_the_numbers_and_is_kept(
    client: Client, ana: User, complete: Listing
) -> None:
    client.force_login(ana)
    typed = {"category": complete.subcategory_id, "measure_unit": "in", "measure_waist": "15"}
    url = reverse("listings:measurements")
    html = client.post(url, typed | {"unit_to": "cm"}).content.decode()
    assert 'name="measure_unit" value="cm"' in html
    assert 'name="measure_waist" value="38.1"' in html
    assert Closet.objects.get(user=ana).unit == "cm"
    page = client.get(reverse("listings:draft", args=[complete.pk])).content.decode()
    assert 'name="measure_unit" value="cm"' in page
    html = client.post(url, typed | {"unit_to": "ell", "measure_waist": "x"}).content.decode()
    assert 'name="measure_waist" value="x"' in html
    assert Closet.objects.get(user=ana).unit == "cm"


def test_another_category_asks_for_other_lines_and_keeps_the_same_ones(
    client: Client, ana: User, maxi: Category
) -> None:
    client.force_login(ana)
    skirt = Category.objects.create(
        department=maxi.department, slug="skirts", name="Skirts", path="women/skirts",
        garment="midi-skirt",
    )  # fmt: skip
    typed = {"category": skirt.pk, "measure_unit": "in", "measure_waist": "15"}
    html = client.post(reverse("listings:measurements"), typed).content.decode()
    assert "Where to measure a skirt" in html
    assert 'name="measure_waist" value="15"' in html
    assert "measure_pit_to_pit" not in html
    watch = Category(garment="watch")
    assert shape_for(watch) is None


def test_a_copy_has_them(ana: User, dress: Listing) -> None:
    Listing.objects.filter(pk=dress.pk).update(measurements={"waist": 381})
    copy = listing_copy(actor=ana, listing=Listing.objects.get(pk=dress.pk))
    assert copy.measurements == {"waist": 381}


def test_the_settings_keep_the_unit(client: Client, ana: User) -> None:
    client.force_login(ana)
    face = {"display_name": "Ana", "bio": "", "state": "CA", "unit": "cm"}
    assert client.post(reverse("closets:settings"), face).status_code == 302
    assert Closet.objects.get(user=ana).unit == "cm"
