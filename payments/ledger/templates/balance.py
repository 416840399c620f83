"""A member's balance put to what they buy."""

from closets.models import User
from payments.ledger.posting import Line, post
from payments.models import Account, Transfer

Kind = Account.Kind


def balance_spent(*, purchase: str, attempt: int, buyer: User, cents: int) -> Transfer:
    """The buyer pays `cents` of a checkout from their balance; once for each attempt to pay it.

    `purchase` names it. The money waits in clearing, as a card's does, until the orders are placed
    (`order_paid`).

    | account               | cents  |
    |-----------------------|--------|
    | seller_balance[buyer] | -cents |
    | buyer_clearing[buyer] | +cents |
    """
    return post(
        template="balance_spent",
        reference=purchase,
        key=f"balance_spent:{purchase}:{attempt}",
        actor=buyer,
        entries=[
            Line(Kind.SELLER_BALANCE, -cents, buyer),
            Line(Kind.BUYER_CLEARING, cents, buyer),
        ],
    )


def balance_unspent(*, purchase: str, attempt: int, buyer: User, cents: int) -> Transfer:
    """It came to nothing: `balance_spent` undone, or the part of one order. Once for each.

    | account               | cents  |
    |-----------------------|--------|
    | buyer_clearing[buyer] | -cents |
    | seller_balance[buyer] | +cents |
    """
    return post(
        template="balance_unspent",
        reference=purchase,
        key=f"balance_unspent:{purchase}:{attempt}",
        entries=[
            Line(Kind.BUYER_CLEARING, -cents, buyer),
            Line(Kind.SELLER_BALANCE, cents, buyer),
        ],
    )
