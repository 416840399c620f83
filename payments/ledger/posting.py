"""Writing a transfer: balanced, immutable, once per key."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import transaction

from closets.models import User
from payments.ledger.accounts import accounts
from payments.models import Account, Entry, Transfer


class Unbalanced(ValueError):
    """The lines do not sum to zero, or there are fewer than two that move money."""


class KeyReused(ValueError):
    """The key was posted before with other content."""


class Line(NamedTuple):
    """`cents` for the house's or `owner`'s account of that kind.

    Positive when the account is owed more, negative when less.
    """

    kind: Account.Kind
    cents: int
    owner: User | None = None


@transaction.atomic
def post(
    *,
    template: str,
    reference: str,
    key: str,
    entries: Iterable[Line],
    actor: User | None = None,
) -> Transfer:
    """Posts one transfer and returns it; the same key again returns the stored one.

    Lines of zero are left out. Raises Unbalanced, and KeyReused when the stored transfer of that
    key differs in template, reference or lines.
    """
    rows = _rows([line for line in entries if line.cents])
    transfer, is_new = Transfer.objects.get_or_create(
        key=key, defaults={"template": template, "reference": reference, "actor": actor}
    )
    if is_new:
        for row in rows:
            row.transfer = transfer
        Entry.objects.bulk_create(rows)
    elif not _says_the_same(transfer, template, reference, rows):
        raise KeyReused(key)
    return transfer


def _rows(lines: Sequence[Line]) -> list[Entry]:
    difference = sum(line.cents for line in lines)
    if len(lines) < 2 or difference:
        raise Unbalanced(", ".join(f"{line.kind} {line.cents:+d}" for line in lines))
    found = accounts([(line.kind, line.owner) for line in lines])
    return [
        Entry(account=account, amount_cents=line.cents)
        for account, line in zip(found, lines, strict=True)
    ]


def _says_the_same(
    transfer: Transfer, template: str, reference: str, rows: Sequence[Entry]
) -> bool:
    stored = transfer.entries.values_list("account_id", "amount_cents")
    asked = [(row.account_id, row.amount_cents) for row in rows]
    same_head = (transfer.template, transfer.reference) == (template, reference)
    return same_head and sorted(stored) == sorted(asked)
