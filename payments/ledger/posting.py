"""Writing a transfer: balanced, immutable, once per key."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection, transaction

from closets.models import User
from payments.ledger.accounts import accounts
from payments.models import Account, Entry, Transfer

_INSERT = """
INSERT INTO payments_transfer (template, reference, key, actor_id, created_at)
VALUES (%s, %s, %s, %s, %s) ON CONFLICT (key) DO NOTHING RETURNING id
"""


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


class Posting(NamedTuple):
    """A transfer to be posted: what `post` takes."""

    template: str
    reference: str
    key: str
    lines: Sequence[Line]


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
    lines = [line for line in entries if line.cents]
    _check(lines)
    with transaction.atomic(savepoint=False):
        rows = _rows(lines)
        transfer = Transfer(template=template, reference=reference, key=key, actor=actor)
        if _begun(transfer):
            for row in rows:
                row.transfer = transfer
            Entry.objects.bulk_create(rows)
            return transfer
    stored = Transfer.objects.get(key=key)
    if not _says_the_same(stored, template, reference, rows):
        raise KeyReused(key)
    return stored


def _begun(transfer: Transfer) -> bool:
    """Stores a transfer without its entries, unless its key is known; in one statement."""
    values = [transfer.template, transfer.reference, transfer.key]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [*values, transfer.actor_id, transfer.created_at])
        made = cursor.fetchone()
    transfer.pk = made[0] if made else None
    return made is not None


@transaction.atomic
def post_many(postings: Sequence[Posting]) -> list[Transfer]:
    """Posts transfers in bulk, leaving out keys that are posted; returns the new ones.

    For one writer at a time of such keys. Raises Unbalanced.
    """
    keys = [posting.key for posting in postings]
    known = set(Transfer.objects.filter(key__in=keys).values_list("key", flat=True))
    fresh = {posting.key: posting for posting in postings if posting.key not in known}
    made = Transfer.objects.bulk_create(
        Transfer(template=one.template, reference=one.reference, key=one.key)
        for one in fresh.values()
    )
    found = _accounts_of(fresh.values())
    entries = []
    for transfer in made:
        lines = fresh[transfer.key].lines
        _check(lines)
        entries += [
            Entry(transfer=transfer, account=found[line.kind, line.owner], amount_cents=line.cents)
            for line in lines
        ]
    Entry.objects.bulk_create(entries)
    return made


def _accounts_of(postings: Iterable[Posting]) -> dict[tuple[Account.Kind, User | None], Account]:
    pots = list({(line.kind, line.owner) for one in postings for line in one.lines})
    return dict(zip(pots, accounts(pots), strict=True))


def _check(lines: Sequence[Line]) -> None:
    difference = sum(line.cents for line in lines)
    if len(lines) < 2 or difference:
        raise Unbalanced(", ".join(f"{line.kind} {line.cents:+d}" for line in lines))


def _rows(lines: Sequence[Line]) -> list[Entry]:
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
