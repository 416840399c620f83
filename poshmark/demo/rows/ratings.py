"""What buyers said of the orders they accepted."""

from collections import Counter
from datetime import timedelta

from closets.models import Closet
from payments.models import ClosetReputation, Order, Rating
from payments.models.rating import BEST, STARS
from payments.orders.transitions import OrderStatus
from poshmark.demo.bulk import copy_in
from poshmark.demo.dice import Dice

SHARE_RATED = 0.75
STARS_GIVEN = {5: 0.86, 4: 0.08, 3: 0.04, 2: 0.01, 1: 0.01}
LOVE = (
    "Even prettier than in the photos. Thank you!",
    "Fast shipping and packed with such care.",
    "Fits like a dream, and it smells of nothing. A joy to buy from.",
    "Exactly as described. I will be back for more.",
    "Came with a little handwritten card. Made my day!",
    "Beautiful quality, and a lovely seller.",
    "",
)
LESS = {
    "late": "Lovely, but it took a week to be sent.",
    "condition": "There is a small pull at the hem that the photos do not show.",
    "packing": "It came in a thin bag and was quite creased.",
}
ANSWERS = ("Thank you, wear it well!", "So glad that it found a new home.", "", "", "")


def ratings_write(seed: int, orders: list[Order]) -> int:
    """Rates most of the accepted orders; returns how many."""
    accepted = [order for order in orders if order.status == OrderStatus.COMPLETE]
    rated = [one for one in accepted if Dice(seed, "rates", one.number).happens(SHARE_RATED)]
    ratings = copy_in([_rating(Dice(seed, "rating", order.number), order) for order in rated])
    copy_in(_reputations(list(ratings)))
    return len(ratings)


def _rating(dice: Dice, order: Order) -> Rating:
    stars = dice.one_of(STARS_GIVEN)
    reason = dice.choice(sorted(LESS))
    answer = dice.choice(ANSWERS)
    at = (order.completed_at or order.created_at) + timedelta(minutes=dice.randint(1, 20))
    return Rating(
        order=order,
        closet=order.closet,
        buyer=order.buyer,
        stars=stars,
        note=dice.choice(LOVE) if stars == BEST else LESS[reason],
        reasons=[] if stars == BEST else [reason],
        created_at=at,
        answer=answer,
        answered_at=at + timedelta(minutes=30) if answer else None,
    )


def _reputations(ratings: list[Rating]) -> list[ClosetReputation]:
    closets: dict[int, Closet] = {rating.closet.pk: rating.closet for rating in ratings}
    counts = Counter((rating.closet_id, rating.stars) for rating in ratings)
    return [
        ClosetReputation(closet=closet, **{f"stars_{stars}": counts[pk, stars] for stars in STARS})
        for pk, closet in closets.items()
    ]
