"""Balances and statements: sums of entries, helped by snapshots."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from closets.lib.cursors import Page, page_after
from closets.models import User
from payments.models import Account, Entry

LAST_ID = 2**63 - 1
_BALANCE = """
SELECT COALESCE(start.balance_cents, 0) + COALESCE((
    SELECT SUM(amount_cents) FROM payments_entry
    WHERE account_id = %(account)s AND id > COALESCE(start.up_to, 0) AND id <= %(up_to)s
), 0)
FROM (VALUES (1)) AS one
LEFT JOIN LATERAL (
    SELECT balance_cents, up_to FROM payments_balancesnapshot
    WHERE account_id = %(account)s AND up_to <= %(up_to)s ORDER BY up_to DESC LIMIT 1
) AS start ON TRUE
"""
"""The newest snapshot and what came after it."""


@dataclass(frozen=True)
class StatementLine:
    """An entry with its transfer, and the account's balance in cents after it."""

    entry: Entry
    balance_cents: int


def balance(account: Account, up_to: int | None = None) -> int:
    """The account's balance in cents, of now or after the entry with id `up_to`; one query."""
    asked = {"account": account.pk, "up_to": LAST_ID if up_to is None else up_to}
    with connection.cursor() as cursor:
        cursor.execute(_BALANCE, asked)
        return int(cursor.fetchone()[0])


def balance_of(kind: Account.Kind, owner: User | None = None) -> int:
    """The balance in cents of an account that need not exist yet (then 0)."""
    found = Account.objects.filter(kind=kind, owner=owner).first()
    return balance(found) if found else 0


def statement(account: Account, *, cursor: str = "", size: int = 50) -> Page[Entry]:
    """The account's entries with their transfers, newest first; see `statement_lines`."""
    entries = Entry.objects.filter(account=account).select_related("transfer")
    return page_after(entries, order=["-id"], cursor=cursor, size=size, salt="statement")


def statement_lines(account: Account, page: Page[Entry]) -> list[StatementLine]:
    """The page's entries, each with the balance after it."""
    lines = []
    after = balance(account, page.rows[0].pk) if page.rows else 0
    for entry in page.rows:
        lines.append(StatementLine(entry, after))
        after -= entry.amount_cents
    return lines


def reference_lines(reference: str) -> QuerySet[Entry]:
    """Every entry about one thing (an order number), oldest first."""
    return (
        Entry.objects.filter(transfer__reference=reference)
        .select_related("transfer", "account__owner")
        .order_by("id")
    )
