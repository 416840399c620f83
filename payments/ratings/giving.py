"""Giving a rating, mending it, answering it."""

from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from closets.models import User
from payments.models import Order, Rating
from payments.models.rating import BEST
from payments.orders.refunding import order_lock
from payments.orders.telling import order_tell
from payments.ratings.reputation import reputation_shift
from payments.ratings.rules import RatingRefused, may_answer, may_mend, may_rate

TOLD = 150
"""How much of somebody's words a mail repeats."""


@dataclass(frozen=True)
class Said:
    """What a buyer says: 1 to 5 stars, below 5 with at least one reason, a note if they like."""

    stars: int
    note: str = ""
    reasons: list[str] = field(default_factory=list)


@transaction.atomic
def rating_give(*, order: Order, said: Said, actor: User) -> Rating:
    """The buyer rates an accepted order, or mends what they said of it within a day.

    The closet's sums change with it and the seller is told. Raises PermissionDenied for anybody
    else, RatingRefused when it is too early, too late, or not to be changed any more.
    """
    if order.buyer_id != actor.pk:
        raise PermissionDenied
    locked = order_lock(order)
    given = Rating.objects.select_for_update(no_key=True).filter(order=locked).first()
    if given:
        return _mend(locked, given, said)
    if not may_rate(locked, actor):
        raise RatingRefused("This order cannot be rated now.")
    rating = Rating(order=locked, closet=locked.closet, buyer=actor)
    _write(rating, said)
    reputation_shift(locked.closet, {said.stars: 1})
    _tell_seller(locked, rating, f"You got {_stars(said.stars)}")
    return rating


@transaction.atomic
def rating_answer(*, order: Order, text: str, actor: User) -> Rating:
    """The seller answers, once. Raises PermissionDenied for others, RatingRefused, Rating's
    DoesNotExist."""
    if order.closet.user_id != actor.pk:
        raise PermissionDenied
    rating = Rating.objects.select_for_update(no_key=True).get(order=order)
    if not may_answer(rating, order, actor):
        raise RatingRefused("You have answered this rating already.")
    rating.answer, rating.answered_at = text, timezone.now()
    rating.save(update_fields=["answer", "answered_at"])
    words = f"{order.closet.display_name}: “{text[:TOLD]}”"
    order_tell(order, order.buyer, "The seller answered your rating", words)
    return rating


def _mend(order: Order, rating: Rating, said: Said) -> Rating:
    if not may_mend(rating, order.buyer):
        raise RatingRefused("You have rated this order, and it cannot be changed any more.")
    before = rating.stars
    rating.mended_at = timezone.now()
    _write(rating, said)
    change = Counter({said.stars: 1})
    change.subtract({before: 1})
    reputation_shift(order.closet, change)
    if before != said.stars:
        _tell_seller(order, rating, f"A rating is now {_stars(said.stars)}")
    return rating


def _write(rating: Rating, said: Said) -> None:
    rating.stars, rating.note = said.stars, said.note
    rating.reasons = said.reasons if said.stars < BEST else []
    rating.save()


def _tell_seller(order: Order, rating: Rating, subject: str) -> None:
    words = f"“{rating.note[:TOLD]}”" if rating.note else "They left no words."
    if rating.reasons:
        words = f"{', '.join(rating.reason_labels)}. {words}"
    name = order.buyer.closet.display_name
    order_tell(order, order.closet.user, subject, f"From {name} for {order}. {words}"[:300])


def _stars(count: int) -> str:
    return "1 star" if count == 1 else f"{count} stars"
