"""Where the money of an order goes."""

from closets.models import User
from payments.amounts import OrderAmounts
from payments.ledger.posting import Line, Posting, post
from payments.models import Account, Transfer

Kind = Account.Kind


def order_paid_posting(*, order: str, buyer: User, seller: User, amounts: OrderAmounts) -> Posting:
    """The buyer's money is put to an order. `order` is its number; once for each.

    | account                 | cents                        |
    |-------------------------|------------------------------|
    | buyer_clearing[buyer]   | -total (card and balance)    |
    | held_for_seller[seller] | +item - fee - discount       |
    | fee_income              | +fee                         |
    | shipping_income         | +shipping + discount         |
    | tax_payable             | +tax                         |
    """
    return Posting(
        template="order_paid",
        reference=order,
        key=f"order_paid:{order}",
        lines=[
            Line(Kind.BUYER_CLEARING, -amounts.total_cents, buyer),
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
