"""Who may rate, until when, and what a closet's badges stand for. No database."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from closets.models import User
from payments.cases.transitions import CaseStatus
from payments.models import Order, Rating
from payments.orders.transitions import OrderStatus

FIVE_STAR_RATINGS, FIVE_STAR_AVERAGE = 10, 4.9
FAST_ORDERS, FAST_DAYS = 5, 2.0
TOP_SALES, TOP_DAYS = 25, 90


class RatingRefused(Exception):
    """The rating is not possible; the message is meant for the member who tried."""


@dataclass(frozen=True)
class Badge:
    """What a closet has earned; `why` is the rule, for everybody to read."""

    name: str
    icon: str
    why: str


FIVE_STARS = Badge(
    "Five-star closet",
    "star-filled",
    f"{FIVE_STAR_AVERAGE} stars or more on average, in at least {FIVE_STAR_RATINGS} ratings",
)
FAST = Badge(
    "Ships fast",
    "truck",
    f"Ships in {FAST_DAYS:.0f} days or less on average, in at least {FAST_ORDERS} of its latest "
    "orders",
)
TOP = Badge("Top seller", "bag", f"At least {TOP_SALES} sales accepted in the last {TOP_DAYS} days")
BADGES = (FIVE_STARS, FAST, TOP)


def rate_by(order: Order) -> datetime | None:
    """Until when the order can be rated; None for one that its buyer never accepted."""
    if order.status != OrderStatus.COMPLETE or not order.delivered_at or not order.completed_at:
        return None
    case = getattr(order, "case", None)
    if case and case.status == CaseStatus.REFUNDED:
        return None
    return order.completed_at + timedelta(days=settings.RATING_DAYS)


def may_rate(order: Order, member: User) -> bool:
    """Whether the member may rate the order, were it not rated yet."""
    until = rate_by(order)
    return order.buyer_id == member.pk and until is not None and timezone.now() < until


def mend_by(rating: Rating) -> datetime:
    """Until when the buyer may change what they said."""
    return rating.created_at + timedelta(hours=settings.RATING_MEND_HOURS)


def may_mend(rating: Rating, member: User) -> bool:
    """Whether the buyer may still change it: for a day, and never behind the seller's answer."""
    is_open = rating.answered_at is None and rating.is_shown
    return rating.buyer_id == member.pk and is_open and timezone.now() < mend_by(rating)


def may_answer(rating: Rating, order: Order, member: User) -> bool:
    """Whether the seller may answer: once."""
    is_open = rating.answered_at is None and rating.is_shown
    return order.closet.user_id == member.pk and is_open
