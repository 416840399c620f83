"""What a member sets on My Style: the price cap, and forgetting what was learned (F3, F4)."""

from django.db import connection, transaction

from closets.models import User
from poshmatch.models import PriceCap
from poshmatch.taste import taste_forget

MOST_CENTS = 100_000_000
_STEPS = ((60, 5), (200, 10), (1000, 50), (float("inf"), 100))
"""Up to so many dollars, caps from a card are multiples of so many."""
_FORGET = "DELETE FROM poshmatch_signal WHERE user_id = %s"


@transaction.atomic
def price_cap_set(*, user: User, cents: int | None) -> int | None:
    """Nothing dearer is in the feed from the next request on; None lifts the cap.

    Returns what it was before.
    """
    before = PriceCap.objects.select_for_update().filter(user=user).first()
    if cents is None:
        PriceCap.objects.filter(user=user).delete()
    else:
        PriceCap.objects.update_or_create(user=user, defaults={"cents": cents})
    return before.cents if before else None


def price_cap_below(price_cents: int) -> int | None:
    """The next round price under this one: what "nothing dearer" on a card means; None up to $5."""
    dollars = price_cents / 100
    step = next(step for top, step in _STEPS if dollars <= top) * 100
    return max(0, (price_cents - 1) // step * step) or None


@transaction.atomic
def history_forget(*, user: User) -> int:
    """Deletes every signal of the member; returns how many. Likes and follows themselves stay."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [user.pk])
        count = int(cursor.rowcount)
    transaction.on_commit(lambda: taste_forget(user.pk))
    return count
