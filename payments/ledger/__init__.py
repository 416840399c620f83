"""The ledger's front door: `post` writes, `balance` and `statement` read (P3)."""

from payments.ledger.accounts import account, account_lock
from payments.ledger.posting import KeyReused, Line, Posting, Unbalanced, post, post_all, post_many
from payments.ledger.reading import (
    StatementLine,
    balance,
    balance_of,
    reference_lines,
    statement,
    statement_lines,
)
from payments.ledger.snapshots import snapshots_take

__all__ = [
    "KeyReused",
    "Line",
    "Posting",
    "StatementLine",
    "Unbalanced",
    "account",
    "account_lock",
    "balance",
    "balance_of",
    "post",
    "post_all",
    "post_many",
    "reference_lines",
    "snapshots_take",
    "statement",
    "statement_lines",
]
