"""Money that leaves an order again: back to the buyer, from whom it is taken."""

from closets.models import User
from payments.amounts import RefundAmounts
from payments.ledger.posting import Line, post
from payments.models import Account, Transfer

Kind = Account.Kind


def order_refunded(
    *,
    order: str,
    refund: str,
    buyer: User,
    seller: User,
    amounts: RefundAmounts,
    released: bool,
    to_balance_cents: int = 0,
    actor: User | None = None,
) -> Transfer:
    """A refund, whole or in part, was decided. `refund` names it; once for each.

    `released`: the seller has the money already, so it leaves their balance (which may go below
    zero). `to_balance_cents` of it goes back to the site balance that the buyer paid from; the rest
    waits in clearing until Stripe has sent it back (`payment_returned`).

    | account                                   | cents                  |
    |-------------------------------------------|------------------------|
    | held_for_seller or seller_balance[seller] | -item + fee + discount |
    | fee_income                                | -fee                   |
    | shipping_income                           | -shipping - discount   |
    | tax_payable                               | -tax                   |
    | seller_balance[buyer]                     | +to balance            |
    | buyer_clearing[buyer]                     | +total - to balance    |
    """
    return post(
        template="order_refunded",
        reference=order,
        key=f"order_refunded:{order}:{refund}",
        actor=actor,
        entries=[
            *taken_back(amounts, seller, released=released),
            Line(Kind.SELLER_BALANCE, to_balance_cents, buyer),
            Line(Kind.BUYER_CLEARING, amounts.total_cents - to_balance_cents, buyer),
        ],
    )


def refund_covered(
    *,
    order: str,
    refund: str,
    buyer: User,
    cents: int,
    to_balance_cents: int = 0,
    actor: User | None = None,
) -> Transfer:
    """We give the buyer money and the seller keeps theirs. `refund` names it; once for each.

    `to_balance_cents` of it goes to the balance that the buyer paid from.

    | account               | cents               |
    |-----------------------|---------------------|
    | refunds               | -cents              |
    | seller_balance[buyer] | +to balance         |
    | buyer_clearing[buyer] | +cents - to balance |
    """
    return post(
        template="refund_covered",
        reference=order,
        key=f"refund_covered:{order}:{refund}",
        actor=actor,
        entries=[
            Line(Kind.REFUNDS, -cents),
            Line(Kind.SELLER_BALANCE, to_balance_cents, buyer),
            Line(Kind.BUYER_CLEARING, cents - to_balance_cents, buyer),
        ],
    )


def cover_ended(
    *, order: str, refund: str, seller: User, amounts: RefundAmounts, actor: User | None = None
) -> Transfer:
    """What we had covered (`refund_covered`) the cancelled order pays after all. Once for each.

    | account                 | cents                  |
    |-------------------------|------------------------|
    | held_for_seller[seller] | -item + fee + discount |
    | fee_income              | -fee                   |
    | shipping_income         | -shipping - discount   |
    | tax_payable             | -tax                   |
    | refunds                 | +total                 |
    """
    return post(
        template="cover_ended",
        reference=order,
        key=f"cover_ended:{order}:{refund}",
        actor=actor,
        entries=[
            *taken_back(amounts, seller, released=False),
            Line(Kind.REFUNDS, amounts.total_cents),
        ],
    )


def taken_back(amounts: RefundAmounts, seller: User, *, released: bool) -> list[Line]:
    """What an order gives back, line by line; together minus the refund's total."""
    taken_from = Kind.SELLER_BALANCE if released else Kind.HELD_FOR_SELLER
    return [
        Line(taken_from, -amounts.seller_cents, seller),
        Line(Kind.FEE_INCOME, -amounts.fee_cents),
        Line(Kind.SHIPPING_INCOME, -amounts.shipping_cents - amounts.shipping_discount_cents),
        Line(Kind.TAX_PAYABLE, -amounts.tax_cents),
    ]
