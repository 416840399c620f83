"""Where the money of an order goes."""

from closets.models import User
from payments.amounts import OrderAmounts, RefundAmounts
from payments.ledger.posting import Line, post
from payments.models import Account, Transfer

Kind = Account.Kind


def order_paid(
    *, order: str, buyer: User, seller: User, amounts: OrderAmounts, actor: User | None = None
) -> Transfer:
    """The buyer's money is put to an order. `order` is its number; once for each.

    | account                 | cents                        |
    |-------------------------|------------------------------|
    | buyer_clearing[buyer]   | -card                        |
    | seller_balance[buyer]   | -balance (paid from earnings)|
    | held_for_seller[seller] | +item - fee - discount       |
    | fee_income              | +fee                         |
    | shipping_income         | +shipping + discount         |
    | tax_payable             | +tax                         |
    """
    return post(
        template="order_paid",
        reference=order,
        key=f"order_paid:{order}",
        actor=actor,
        entries=[
            Line(Kind.BUYER_CLEARING, -amounts.card_cents, buyer),
            Line(Kind.SELLER_BALANCE, -amounts.balance_cents, buyer),
            Line(Kind.HELD_FOR_SELLER, amounts.seller_cents, seller),
            Line(Kind.FEE_INCOME, amounts.fee_cents),
            Line(
                Kind.SHIPPING_INCOME,
                amounts.shipping_cents + amounts.shipping_discount_cents,
            ),
            Line(Kind.TAX_PAYABLE, amounts.tax_cents),
        ],
    )


def order_released(*, order: str, seller: User, cents: int, actor: User | None = None) -> Transfer:
    """The buyer accepted, or the time ran out: what is held for the order is the seller's.

    | account                 | cents  |
    |-------------------------|--------|
    | held_for_seller[seller] | -cents |
    | seller_balance[seller]  | +cents |
    """
    return post(
        template="order_released",
        reference=order,
        key=f"order_released:{order}",
        actor=actor,
        entries=[
            Line(Kind.HELD_FOR_SELLER, -cents, seller),
            Line(Kind.SELLER_BALANCE, cents, seller),
        ],
    )


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
    taken_from = Kind.SELLER_BALANCE if released else Kind.HELD_FOR_SELLER
    return post(
        template="order_refunded",
        reference=order,
        key=f"order_refunded:{order}:{refund}",
        actor=actor,
        entries=[
            Line(taken_from, -amounts.seller_cents, seller),
            Line(Kind.FEE_INCOME, -amounts.fee_cents),
            Line(
                Kind.SHIPPING_INCOME,
                -amounts.shipping_cents - amounts.shipping_discount_cents,
            ),
            Line(Kind.TAX_PAYABLE, -amounts.tax_cents),
            Line(Kind.SELLER_BALANCE, to_balance_cents, buyer),
            Line(Kind.BUYER_CLEARING, amounts.total_cents - to_balance_cents, buyer),
        ],
    )


def refund_covered(
    *, order: str, refund: str, buyer: User, cents: int, actor: User | None = None
) -> Transfer:
    """We give the buyer money and the seller keeps theirs. `refund` names it; once for each.

    | account               | cents  |
    |-----------------------|--------|
    | refunds               | -cents |
    | buyer_clearing[buyer] | +cents |
    """
    return post(
        template="refund_covered",
        reference=order,
        key=f"refund_covered:{order}:{refund}",
        actor=actor,
        entries=[
            Line(Kind.REFUNDS, -cents),
            Line(Kind.BUYER_CLEARING, cents, buyer),
        ],
    )
