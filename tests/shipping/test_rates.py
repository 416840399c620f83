"""What shipping costs, and from when."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from shipping.models import RateCard, WeightClass
from shipping.selectors import rate_card_current, rate_quote, rate_quotes, weight_class_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("weight", "weight_class", "seller_cents"),
    [("0.1", 5, 0), ("5", 5, 0), ("5.1", 10, 500), ("10.0", 10, 500), ("15", 15, 1000)],
)
def test_the_buyer_pays_one_rate_and_the_seller_the_upgrade(
    weight: str, weight_class: int, seller_cents: int
) -> None:
    quote = rate_quote(weight_lb=Decimal(weight))
    assert (quote.buyer_cents, quote.seller_cents) == (649, seller_cents)
    assert quote.weight_class == weight_class


@pytest.mark.parametrize("weight", ["0", "-1", "NaN", "Infinity"])
def test_it_refuses_a_weight_that_is_none(weight: str) -> None:
    with pytest.raises(ValidationError) as refused:
        weight_class_for(Decimal(weight))
    assert refused.value.message_dict == {"weight_lb": ["Write a weight above 0 lb."]}


@pytest.mark.parametrize("weight", ["15.1", "16"])
def test_it_refuses_what_is_too_heavy(weight: str) -> None:
    with pytest.raises(ValidationError) as refused:
        weight_class_for(Decimal(weight))
    assert refused.value.message_dict == {"weight_lb": ["PoshPost carries parcels up to 15 lb."]}


def test_a_card_counts_from_its_day_on() -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    RateCard.objects.create(effective_from=tomorrow, base_cents=749)
    assert rate_card_current().base_cents == 649
    assert rate_card_current(at=tomorrow).base_cents == 749
    assert rate_quote(weight_lb=Decimal(2), at=tomorrow).buyer_cents == 749


def test_before_the_first_card_there_is_no_price() -> None:
    with pytest.raises(RateCard.DoesNotExist):
        rate_card_current(at=datetime(2019, 12, 31, tzinfo=UTC))


def test_all_classes_are_quoted_in_one_query(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        quotes = rate_quotes()
    assert [(quote.weight_class, quote.seller_cents) for quote in quotes] == [
        (WeightClass.UP_TO_5, 0),
        (WeightClass.UP_TO_10, 500),
        (WeightClass.UP_TO_15, 1000),
    ]


@pytest.mark.parametrize(
    "prices", [{"base_cents": 0}, {"to_10_lb_cents": 900, "to_15_lb_cents": 800}]
)
def test_the_database_refuses_a_card_that_makes_no_sense(prices: dict[str, int]) -> None:
    with pytest.raises(IntegrityError):
        RateCard.objects.create(**prices)
