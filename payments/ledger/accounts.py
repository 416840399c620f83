"""Finding accounts, opening them on first use."""

from collections.abc import Collection

from closets.lib.sql import Prepared
from closets.models import User
from payments.models import Account

Kind = Account.Kind
Pot = tuple[Account.Kind, User | None]
OF_THE_HOUSE = frozenset(
    [
        Kind.STRIPE,
        Kind.FEE_INCOME,
        Kind.SHIPPING_INCOME,
        Kind.SHIPPING_COST,
        Kind.CARRIER_PAYABLE,
        Kind.TAX_PAYABLE,
        Kind.STRIPE_FEES,
        Kind.REFUNDS,
        Kind.DISPUTED,
        Kind.DISPUTE_LOSSES,
        Kind.DIFFERENCES,
    ]
)


_ACCOUNTS = Prepared(
    "ledger_accounts",
    {"owners": "bigint[]"},
    """SELECT id, kind, owner_id FROM payments_account
    WHERE owner_id = ANY(%(owners)s) OR owner_id IS NULL""",
)


def account(kind: Account.Kind, owner: User | None = None) -> Account:
    """The account of that kind, the house's or `owner`'s; opened when it does not exist yet.

    Raises ValueError when the kind needs an owner and has none, or the reverse.
    """
    if (owner is None) != (kind in OF_THE_HOUSE):
        raise ValueError(f"{kind} {'needs an owner' if owner is None else 'has no owner'}")
    found, _ = Account.objects.get_or_create(kind=kind, owner=owner)
    return found


def account_lock(kind: Account.Kind, owner: User | None = None) -> Account:
    """The account, locked until the transaction ends.

    Whoever spends from a balance takes this lock first; postings that only add need none.
    """
    found = account(kind, owner)
    return Account.objects.select_for_update(no_key=True).get(pk=found.pk)


def accounts(pots: Collection[Pot]) -> list[Account]:
    """The account of each pot, in the same order, in one query when all of them exist."""
    owners = {owner.pk for _, owner in pots if owner}
    known = {
        (kind, owner_id): Account(pk=pk, kind=kind, owner_id=owner_id)
        for pk, kind, owner_id in _ACCOUNTS.rows({"owners": list(owners)})
    }
    return [
        known.get((kind, owner.pk if owner else None)) or account(kind, owner)
        for kind, owner in pots
    ]
