"""The ledger of the demo's past: the same transfers as the services post, with their own dates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from closets.models import User
from payments.amounts import OrderAmounts
from payments.ledger.accounts import accounts
from payments.ledger.posting import Line
from payments.models import Account, Entry, Transfer
from poshmark.demo.bulk import copy_in

Kind = Account.Kind


@dataclass(frozen=True)
class Posting:
    """A transfer to be; `key` and `reference` as the ledger's templates spell them."""

    template: str
    reference: str
    key: str
    at: datetime
    lines: list[Line]
    actor: User | None = None


@dataclass(frozen=True)
class Paid:
    """An order's money: Stripe's ids, the two sides, the amounts."""

    number: str
    intent: str
    buyer: User
    seller: User
    amounts: OrderAmounts


def paid(order: Paid, at: datetime) -> Iterator[Posting]:
    """The card payment arrives and is put to the order."""
    total, amounts = order.amounts.total_cents, order.amounts
    yield Posting(
        "payment_received", order.intent, f"payment_received:{order.intent}", at,
        [Line(Kind.STRIPE, -total), Line(Kind.BUYER_CLEARING, total, order.buyer)],
    )  # fmt: skip
    yield Posting(
        "order_paid", order.number, f"order_paid:{order.number}", at,
        [
            Line(Kind.BUYER_CLEARING, -total, order.buyer),
            Line(Kind.HELD_FOR_SELLER, amounts.seller_cents, order.seller),
            Line(Kind.FEE_INCOME, amounts.fee_cents),
            Line(Kind.SHIPPING_INCOME, amounts.shipping_cents),
            Line(Kind.TAX_PAYABLE, amounts.tax_cents),
        ],
    )  # fmt: skip


def released(order: Paid, at: datetime) -> Posting:
    """The buyer accepted: what was held is the seller's."""
    cents = order.amounts.seller_cents
    return Posting(
        "order_released", order.number, f"order_released:{order.number}", at,
        [
            Line(Kind.HELD_FOR_SELLER, -cents, order.seller),
            Line(Kind.SELLER_BALANCE, cents, order.seller),
        ],
        actor=order.buyer,
    )  # fmt: skip


def refunded(order: Paid, refund_pk: int, stripe_refund: str, at: datetime) -> Iterator[Posting]:
    """The order was cancelled and Stripe sent all of it back."""
    total, amounts = order.amounts.total_cents, order.amounts
    yield Posting(
        "order_refunded", order.number, f"order_refunded:{order.number}:{refund_pk}", at,
        [
            Line(Kind.HELD_FOR_SELLER, -amounts.seller_cents, order.seller),
            Line(Kind.FEE_INCOME, -amounts.fee_cents),
            Line(Kind.SHIPPING_INCOME, -amounts.shipping_cents),
            Line(Kind.TAX_PAYABLE, -amounts.tax_cents),
            Line(Kind.BUYER_CLEARING, total, order.buyer),
        ],
        actor=order.buyer,
    )  # fmt: skip
    yield Posting(
        "payment_returned", order.intent, f"payment_returned:{stripe_refund}", at,
        [Line(Kind.BUYER_CLEARING, -total, order.buyer), Line(Kind.STRIPE, total)],
    )  # fmt: skip


def postings_write(postings: Iterable[Posting]) -> int:
    """Writes the transfers in the order of their dates; returns how many."""
    ordered = sorted(postings, key=lambda posting: posting.at)
    transfers = copy_in(
        [
            Transfer(
                template=posting.template,
                reference=posting.reference,
                key=posting.key,
                actor=posting.actor,
                created_at=posting.at,
            )
            for posting in ordered
        ]
    )
    pots = {(line.kind, line.owner) for posting in ordered for line in posting.lines}
    listed = sorted(pots, key=lambda pot: (pot[0], pot[1].pk if pot[1] else 0))
    account_of = dict(zip(listed, accounts(listed), strict=True))
    copy_in(
        [
            Entry(
                transfer=transfer,
                account=account_of[line.kind, line.owner],
                amount_cents=line.cents,
            )
            for posting, transfer in zip(ordered, transfers, strict=True)
            for line in posting.lines
            if line.cents
        ]
    )
    return len(transfers)
