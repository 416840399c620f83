"""What comparable things sold for (L5)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from closets.models import User
from listings.help.hints import price_hint, price_hints_recompute
from listings.models import Brand, Category, Listing, PriceHint


@pytest.fixture
def shop(ana: User, maxi: Category, free_people: Brand) -> Any:
    """Sells a maxi dress of Free People for so many dollars."""

    def sell(dollars: int, **fields: Any) -> Listing:
        now = timezone.now()
        known = {
            "title": "Dress", "department": maxi.department, "category": maxi.parent,
            "subcategory": maxi, "brand": free_people, "condition": "good", "status": "sold",
            "published_at": now, "shared_at": now, "sold_at": now,
        }  # fmt: skip
        return Listing.objects.create(
            closet=ana.closet, price_cents=dollars * 100, **known | fields
        )

    return sell


def test_it_is_the_quartiles_of_the_sales(shop: Any, maxi: Category, free_people: Brand) -> None:
    for dollars in (10, 20, 30, 40, 50):
        shop(dollars)
    price_hints_recompute()
    hint = price_hint(free_people.pk, maxi, "good")
    assert hint is not None
    assert (hint.quick_cents, hint.patient_cents, hint.sales) == (2000, 4000, 5)


def test_below_five_sales_there_is_none(shop: Any, maxi: Category, free_people: Brand) -> None:
    for dollars in (10, 20, 30, 40):
        shop(dollars)
    shop(50, condition="nwt")
    shop(50, brand=None)
    shop(50, status="available", sold_at=None)
    shop(50, sold_at=timezone.now() - timedelta(days=366))
    price_hints_recompute()
    assert price_hint(free_people.pk, maxi, "good") is None
    assert PriceHint.objects.count() == 0


def test_the_subcategory_counts_before_the_category(
    shop: Any, maxi: Category, free_people: Brand
) -> None:
    for dollars in (10, 20, 30, 40):
        shop(dollars)
    shop(50, subcategory=None)
    price_hints_recompute()
    hint = price_hint(free_people.pk, maxi, "good")
    assert hint is not None
    assert (hint.category, hint.sales) == (maxi.parent, 5)
    shop(60)
    price_hints_recompute()
    hint = price_hint(free_people.pk, maxi, "good")
    assert hint is not None
    assert (hint.category, hint.sales) == (maxi, 5)


def test_recomputing_is_one_statement_and_forgets_what_is_over(
    shop: Any, maxi: Category, free_people: Brand, django_assert_num_queries: Any
) -> None:
    sold = [shop(dollars) for dollars in (10, 20, 30, 40, 50)]
    with django_assert_num_queries(1):
        price_hints_recompute()
    Listing.objects.filter(pk=sold[0].pk).update(price_cents=9000)
    price_hints_recompute()
    with django_assert_num_queries(1):
        hint = price_hint(free_people.pk, maxi, "good")
    assert hint is not None
    assert (hint.quick_cents, hint.patient_cents) == (3000, 5000)
    Listing.objects.filter(pk=sold[0].pk).update(condition="fair")
    price_hints_recompute()
    assert price_hint(free_people.pk, maxi, "good") is None


@pytest.mark.parametrize("lacks", ["brand", "category", "condition"])
def test_without_all_three_nothing_is_comparable(
    lacks: str, maxi: Category, free_people: Brand, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        hint = price_hint(
            None if lacks == "brand" else free_people.pk,
            None if lacks == "category" else maxi,
            "" if lacks == "condition" else "good",
        )
    assert hint is None


def test_the_table_refuses_a_hint_that_rests_on_four(maxi: Category, free_people: Brand) -> None:
    with pytest.raises(IntegrityError, match="price_hint_rests_on_5"), transaction.atomic():
        PriceHint.objects.create(
            brand=free_people, category=maxi, condition="good", quick_cents=1, patient_cents=2,
            sales=4,
        )  # fmt: skip
