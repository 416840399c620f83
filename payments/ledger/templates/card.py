"""Money that arrives from cards and goes back to them."""

from closets.models import User
from payments.ledger.posting import Line, Posting, post
from payments.models import Account, Transfer

Kind = Account.Kind


def payment_received_posting(*, payment: str, buyer: User, cents: int) -> Posting:
    """A card payment arrived. `payment` is Stripe's payment intent; once for each.

    | account               | cents  |
    |-----------------------|--------|
    | stripe                | -cents |
    | buyer_clearing[buyer] | +cents |
    """
    return Posting(
        template="payment_received",
        reference=payment,
        key=f"payment_received:{payment}",
        lines=[
            Line(Kind.STRIPE, -cents),
            Line(Kind.BUYER_CLEARING, cents, buyer),
        ],
    )


def payment_returned(*, payment: str, refund: str, buyer: User, cents: int) -> Transfer:
    """Money went back to the card: Stripe made the refund. `refund` names it; once for each.

    | account               | cents  |
    |-----------------------|--------|
    | buyer_clearing[buyer] | -cents |
    | stripe                | +cents |
    """
    return post(
        template="payment_returned",
        reference=payment,
        key=f"payment_returned:{refund}",
        entries=[
            Line(Kind.BUYER_CLEARING, -cents, buyer),
            Line(Kind.STRIPE, cents),
        ],
    )


def processing_fee_posting(*, payment: str, source: str, cents: int) -> Posting:
    """Stripe kept its fee of a balance transaction (`source`, once for each); for `post_many`.

    | account     | cents  |
    |-------------|--------|
    | stripe_fees | -cents |
    | stripe      | +cents |
    """
    return Posting(
        template="processing_fee_taken",
        reference=payment,
        key=f"processing_fee_taken:{source}",
        lines=[Line(Kind.STRIPE_FEES, -cents), Line(Kind.STRIPE, cents)],
    )
