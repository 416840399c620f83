"""What finance books by hand: never an edit, always one more transfer."""

from closets.models import User
from payments.ledger.posting import Line, post
from payments.models import Account, Transfer

Kind = Account.Kind


def difference_settled(*, subject: str, difference: str, cents: int, actor: User) -> Transfer:
    """Our cash follows Stripe's books by `cents` (positive: Stripe has more). Once for each.

    `subject` is the balance transaction or transfer it is about; finance moves it on from
    `differences` in the general books.

    | account     | cents  |
    |-------------|--------|
    | stripe      | -cents |
    | differences | +cents |
    """
    return post(
        template="difference_settled",
        reference=subject[:64],
        key=f"difference_settled:{difference}",
        actor=actor,
        entries=[Line(Kind.STRIPE, -cents), Line(Kind.DIFFERENCES, cents)],
    )
