"""Signals: written with the act they tell of, in its transaction (F2)."""

from django.db import connection, transaction

from poshmatch.models import Signal
from poshmatch.taste import taste_forget

_INSERT = """
INSERT INTO poshmatch_signal (user_id, kind, listing_id, brand_id, closet_id, taken_back)
VALUES (%s, %s, %s, %s, %s, %s)
"""


def signal_record(
    *,
    user_id: int,
    kind: Signal.Kind,
    listing_id: int | None = None,
    brand_id: int | None = None,
    closet_id: int | None = None,
    taken_back: bool = False,
) -> None:
    """Appends one signal, and has the member's next feed follow from it."""
    values: list[int | str | None]
    values = [user_id, str(kind), listing_id, brand_id, closet_id, taken_back]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
    transaction.on_commit(lambda: taste_forget(user_id))
