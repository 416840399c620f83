"""What a parcel costs."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from closets.lib.stencils import Stencil
from shipping.models import RateCard, WeightClass

MAX_WEIGHT_LB = max(WeightClass.values)


@dataclass(frozen=True)
class RateQuote:
    """What a parcel of a class costs, in cents: the buyer's flat rate, the seller's upgrade."""

    rate_card: RateCard
    weight_class: WeightClass
    buyer_cents: int
    seller_cents: int


def _cards() -> QuerySet[RateCard]:
    return RateCard.objects.order_by("-effective_from")


_CARDS = Stencil("rate_cards", _cards)
"""All of them, for they are few and each price asks."""


def rate_card_current(*, at: datetime | None = None) -> RateCard:
    """The card in force at `at` (now by default); RateCard.DoesNotExist before the first one."""
    moment = at or timezone.now()
    for card in _CARDS.rows():
        if card.effective_from <= moment:
            return card
    raise RateCard.DoesNotExist(f"No rates were in force at {moment}")


def weight_class_for(weight_lb: Decimal) -> WeightClass:
    """The class of a parcel of this weight; ValidationError when no class carries it."""
    if not weight_lb.is_finite() or weight_lb <= 0:
        raise ValidationError({"weight_lb": ["Write a weight above 0 lb."]})
    for weight_class in WeightClass:
        if weight_lb <= weight_class.value:
            return weight_class
    raise ValidationError({"weight_lb": [f"PoshPost carries parcels up to {MAX_WEIGHT_LB} lb."]})


def rate_quote(*, weight_lb: Decimal, at: datetime | None = None) -> RateQuote:
    """The price for a parcel of this weight; ValidationError when it is too light or heavy."""
    return _quote(rate_card_current(at=at), weight_class_for(weight_lb))


def rate_quotes(*, at: datetime | None = None) -> list[RateQuote]:
    """The price of each weight class, lightest first, in one query."""
    card = rate_card_current(at=at)
    return [_quote(card, weight_class) for weight_class in WeightClass]


def _quote(card: RateCard, weight_class: WeightClass) -> RateQuote:
    return RateQuote(
        rate_card=card,
        weight_class=weight_class,
        buyer_cents=card.base_cents,
        seller_cents=card.upgrade_cents(weight_class),
    )
