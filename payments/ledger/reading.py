"""Balances and statements: sums of entries, helped by snapshots."""

from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from closets.lib.cursors import Page, page_after
from closets.models import User
from payments.models import Account, BalanceSnapshot, Entry


@dataclass(frozen=True)
class StatementLine:
    """An entry with its transfer, and the account's balance in cents after it."""

    entry: Entry
    balance_cents: int


def balance(account: Account, up_to: int | None = None) -> int:
    """The account's balance in cents: of now, or after the entry with id `up_to`."""
    snapshots = BalanceSnapshot.objects.filter(account=account)
    entries = Entry.objects.filter(account=account)
    if up_to is not None:
        snapshots, entries = snapshots.filter(up_to__lte=up_to), entries.filter(id__lte=up_to)
    start = snapshots.order_by("-up_to").first()
    if start is None:
        return _sum(entries)
    return start.balance_cents + _sum(entries.filter(id__gt=start.up_to))


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


def _sum(entries: QuerySet[Entry]) -> int:
    return entries.aggregate(cents=Sum("amount_cents"))["cents"] or 0
