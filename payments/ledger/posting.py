"""Writing transfers: balanced, immutable, once per key."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import transaction

from closets.lib.sql import Prepared
from closets.models import User
from payments.ledger.accounts import accounts
from payments.models import Account, Entry, Transfer

_INSERT = Prepared(
    "ledger_transfers",
    {
        **dict.fromkeys(["templates", "references", "keys"], "text[]"),
        "actors": "bigint[]",
        "moments": "timestamptz[]",
    },
    """INSERT INTO payments_transfer (template, reference, key, actor_id, created_at)
    SELECT * FROM unnest(%(templates)s::text[], %(references)s::text[], %(keys)s::text[],
        %(actors)s::bigint[], %(moments)s::timestamptz[])
    ON CONFLICT (key) DO NOTHING RETURNING key, id""",
)


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
    """A transfer to be posted: what `post` takes. Lines of zero are left out."""

    template: str
    reference: str
    key: str
    lines: Sequence[Line]
    actor: User | None = None

    @property
    def moving(self) -> list[Line]:
        """The lines that move money."""
        return [line for line in self.lines if line.cents]


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
    return post_all([Posting(template, reference, key, list(entries), actor)])[0]


def post_all(postings: Sequence[Posting]) -> list[Transfer]:
    """Posts what belongs together, as `post` does each, in a fixed few statements."""
    made = {transfer.key: transfer for transfer in post_many(postings)}
    return [made.get(posting.key) or _stored(posting) for posting in postings]


def post_many(postings: Sequence[Posting]) -> list[Transfer]:
    """Posts transfers in bulk, leaving out keys that are posted; returns the new ones.

    Raises Unbalanced.
    """
    lines = {posting.key: _checked(posting) for posting in postings}
    with transaction.atomic(savepoint=False):
        found = _accounts_of(lines.values())
        made = _begun({posting.key: posting for posting in postings}.values())
        Entry.objects.bulk_create(
            Entry(transfer=transfer, account=found[line.kind, line.owner], amount_cents=line.cents)
            for transfer in made
            for line in lines[transfer.key]
        )
    return made


def _begun(postings: Iterable[Posting]) -> list[Transfer]:
    """Stores transfers without their entries, unless their key is known; in one statement."""
    transfers = [
        Transfer(template=one.template, reference=one.reference, key=one.key, actor=one.actor)
        for one in postings
    ]
    columns = {
        "templates": [one.template for one in transfers],
        "references": [one.reference for one in transfers],
        "keys": [one.key for one in transfers],
        "actors": [one.actor_id for one in transfers],
        "moments": [one.created_at for one in transfers],
    }
    ids = dict(_INSERT.rows(columns))
    for transfer in transfers:
        transfer.pk = ids.get(transfer.key)
    return [transfer for transfer in transfers if transfer.pk]


def _accounts_of(postings: Iterable[Sequence[Line]]) -> dict[tuple[str, User | None], Account]:
    pots = list({(line.kind, line.owner) for lines in postings for line in lines})
    return dict(zip(pots, accounts(pots), strict=True))


def _checked(posting: Posting) -> list[Line]:
    lines = posting.moving
    difference = sum(line.cents for line in lines)
    if len(lines) < 2 or difference:
        raise Unbalanced(", ".join(f"{line.kind} {line.cents:+d}" for line in lines))
    return lines


def _stored(posting: Posting) -> Transfer:
    """What was posted before with its key. Raises KeyReused when it says something else."""
    transfer = Transfer.objects.get(key=posting.key)
    stored = transfer.entries.values_list("account__kind", "account__owner", "amount_cents")
    asked = [
        (line.kind, line.owner.pk if line.owner else None, line.cents) for line in posting.moving
    ]
    same_head = (transfer.template, transfer.reference) == (posting.template, posting.reference)
    if not same_head or sorted(stored, key=str) != sorted(asked, key=str):
        raise KeyReused(posting.key)
    return transfer
