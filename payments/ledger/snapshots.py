"""Snapshots keep a balance cheap: one row for each account that moved since the last round."""

from django.db import connection, transaction
from django.db.models import Max

from payments.models import BalanceSnapshot, Entry

_ONE_ROUND_AT_A_TIME = 0x1ED6E4
_MOVED = """
INSERT INTO payments_balancesnapshot (account_id, up_to, balance_cents, created_at)
SELECT moved.account_id, %(up_to)s, moved.cents + COALESCE(last.balance_cents, 0), now()
FROM (
    SELECT account_id, SUM(amount_cents) AS cents FROM payments_entry
    WHERE id > %(after)s AND id <= %(up_to)s GROUP BY account_id
) AS moved
LEFT JOIN LATERAL (
    SELECT balance_cents FROM payments_balancesnapshot
    WHERE account_id = moved.account_id ORDER BY up_to DESC LIMIT 1
) AS last ON TRUE
"""


def snapshots_take() -> int:
    """Snapshots every account that moved since the last round; returns how many."""
    up_to = _settled_entry()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_ROUND_AT_A_TIME])
        after = BalanceSnapshot.objects.aggregate(last=Max("up_to"))["last"] or 0
        if up_to <= after:
            return 0
        cursor.execute(_MOVED, {"after": after, "up_to": up_to})
        return int(cursor.rowcount)


def _settled_entry() -> int:
    """The highest entry id below which nobody is still writing.

    Ids are handed out before they are committed, so a lock waits, shortly, for open transactions.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '500ms'")
        cursor.execute("LOCK TABLE payments_entry IN SHARE MODE")
        last: int | None = Entry.objects.aggregate(last=Max("id"))["last"]
    return last or 0
