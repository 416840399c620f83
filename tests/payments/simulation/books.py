"""Large books, written in bulk: ours and Stripe's, which agree."""

import time
from datetime import timedelta
from statistics import median

from django.utils import timezone

from closets.models import User
from payments.ledger import Line, Posting, account, balance, post_many, snapshots_take
from payments.models import Account, Difference
from payments.reconciling import reconcile
from payments.sandbox.history import PastPayment, Remembered, payments_remember
from payments.sandbox.own_thread import in_sandbox
from tests.people import person

Kind = Account.Kind
BATCH = 2000
CENTS = 5471
TAIL = 100
"""So many entries of an hour come after the last snapshot."""
READS = 51


def fill(payments: int) -> None:
    """So many payments of $54.71, known to both."""
    buyer = person("books")
    for first in range(0, payments, BATCH):
        count = min(BATCH, payments - first)
        past = [PastPayment(CENTS, timezone.now(), f"payment {n}") for n in range(count)]
        post_many([_received(known, buyer) for known in in_sandbox(payments_remember, past)])


def _received(known: Remembered, buyer: User) -> Posting:
    return Posting(
        template="payment_received",
        reference=known.intent,
        key=f"payment_received:{known.intent}",
        lines=[Line(Kind.STRIPE, -CENTS), Line(Kind.BUYER_CLEARING, CENTS, buyer)],
    )


def reconciled() -> float:
    """The seconds of one reconciliation."""
    began = time.monotonic()
    reconcile(grace=timedelta(0))
    return time.monotonic() - began


def differences() -> int:
    """How many are open."""
    return Difference.objects.open().count()


def balance_ms(entries: int) -> float:
    """The milliseconds that a balance takes, after the hourly snapshot and a few more entries."""
    seller = person("rich")
    for first in range(0, entries, BATCH):
        _earn(seller, first, min(BATCH, entries - first))
    snapshots_take()
    _earn(seller, entries, TAIL)
    mine = account(Kind.SELLER_BALANCE, seller)
    if balance(mine) != entries + TAIL:
        raise ValueError("the balance is wrong")
    return 1000 * median(_seconds(mine) for _ in range(READS))


def _seconds(mine: Account) -> float:
    began = time.monotonic()
    balance(mine)
    return time.monotonic() - began


def _earn(seller: User, first: int, count: int) -> None:
    post_many(
        [
            Posting(
                template="order_released",
                reference=f"R{number}",
                key=f"order_released:R{number}",
                lines=[
                    Line(Kind.HELD_FOR_SELLER, -1, seller),
                    Line(Kind.SELLER_BALANCE, 1, seller),
                ],
            )
            for number in range(first, first + count)
        ]
    )
