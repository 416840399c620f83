"""What a member sets on My Style: the price cap, styles turned up, down or off, and forgetting
what was learned (F3, F4)."""

from django.db import connection, transaction

from closets.models import User
from poshmatch.learned import Anchor
from poshmatch.models import Dial, PriceCap
from poshmatch.taste import taste_forget

MOST_CENTS = 100_000_000
_STEPS = ((60, 5), (200, 10), (1000, 50), (float("inf"), 100))
"""Up to so many dollars, caps from a card are multiples of so many."""
_FORGET = "DELETE FROM poshmatch_signal WHERE user_id = %s"
_FORGET_SHOWN = "DELETE FROM poshmatch_impression WHERE user_id = %s"


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
    """Deletes every signal of the member, and what feeds showed them; returns how many signals.
    Likes and follows themselves stay."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [user.pk])
        count = int(cursor.rowcount)
        cursor.execute(_FORGET_SHOWN, [user.pk])
    transaction.on_commit(lambda: taste_forget(user.pk))
    return count


@transaction.atomic
def style_turn(*, user: User, anchor: Anchor, turn: Dial.Turn) -> Dial:
    """Turns a learned style up, down or off for the first time, or anew; the next feed follows."""
    kept = {"style": anchor.style, "version": anchor.version, "tokens": list(anchor.tokens)}
    dial, _ = Dial.objects.update_or_create(
        user=user, name=anchor.name, defaults=kept | {"turn": turn}
    )
    transaction.on_commit(lambda: taste_forget(user.pk))
    return dial


@transaction.atomic
def dial_turn(*, user: User, dial_id: int, turn: Dial.Turn) -> tuple[Dial, Dial.Turn] | None:
    """Turns one of the member's dials; returns it and how it stood, None when there is none."""
    dial = Dial.objects.select_for_update().filter(user=user, pk=dial_id).first()
    if dial is None:
        return None
    before = Dial.Turn(dial.turn)
    dial.turn = turn
    dial.save(update_fields=["turn", "turned_at"])
    transaction.on_commit(lambda: taste_forget(user.pk))
    return dial, before
