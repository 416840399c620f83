"""From a seller's balance to their bank."""

from closets.models import User
from payments.ledger.posting import Line, post
from payments.models import Account, Transfer

Kind = Account.Kind


def payout_requested(
    *, payout: str, seller: User, cents: int, fee_cents: int = 0, actor: User | None = None
) -> Transfer:
    """The seller asked for `cents` of their balance; `fee_cents` of it is for an instant payout.

    `payout` is our number for it; once for each.

    | account                    | cents        |
    |----------------------------|--------------|
    | seller_balance[seller]     | -cents       |
    | payouts_in_transit[seller] | +cents - fee |
    | fee_income                 | +fee         |
    """
    return post(
        template="payout_requested",
        reference=payout,
        key=f"payout_requested:{payout}",
        actor=actor or seller,
        entries=[
            Line(Kind.SELLER_BALANCE, -cents, seller),
            Line(Kind.PAYOUTS_IN_TRANSIT, cents - fee_cents, seller),
            Line(Kind.FEE_INCOME, fee_cents),
        ],
    )


def payout_sent(*, payout: str, seller: User, cents: int) -> Transfer:
    """Stripe moved the money (fee already off) from us to the seller's Stripe account.

    | account                  | cents  |
    |--------------------------|--------|
    | stripe_connected[seller] | -cents |
    | stripe                   | +cents |
    """
    return post(
        template="payout_sent",
        reference=payout,
        key=f"payout_sent:{payout}",
        entries=[
            Line(Kind.STRIPE_CONNECTED, -cents, seller),
            Line(Kind.STRIPE, cents),
        ],
    )


def payout_paid(*, payout: str, seller: User, cents: int) -> Transfer:
    """The bank has it.

    | account                    | cents  |
    |----------------------------|--------|
    | payouts_in_transit[seller] | -cents |
    | stripe_connected[seller]   | +cents |
    """
    return post(
        template="payout_paid",
        reference=payout,
        key=f"payout_paid:{payout}",
        entries=[
            Line(Kind.PAYOUTS_IN_TRANSIT, -cents, seller),
            Line(Kind.STRIPE_CONNECTED, cents, seller),
        ],
    )


def payout_bounced(*, payout: str, seller: User, cents: int) -> Transfer:
    """The bank had it and sent it back, days later: `payout_paid` undone; `payout_failed` follows.

    | account                    | cents  |
    |----------------------------|--------|
    | stripe_connected[seller]   | -cents |
    | payouts_in_transit[seller] | +cents |
    """
    return post(
        template="payout_bounced",
        reference=payout,
        key=f"payout_bounced:{payout}",
        entries=[
            Line(Kind.STRIPE_CONNECTED, -cents, seller),
            Line(Kind.PAYOUTS_IN_TRANSIT, cents, seller),
        ],
    )


def payout_recalled(*, payout: str, seller: User, cents: int) -> Transfer:
    """Stripe moved the money of a failed payout back to us: `payout_sent` undone.

    | account                  | cents  |
    |--------------------------|--------|
    | stripe                   | -cents |
    | stripe_connected[seller] | +cents |
    """
    return post(
        template="payout_recalled",
        reference=payout,
        key=f"payout_recalled:{payout}",
        entries=[
            Line(Kind.STRIPE, -cents),
            Line(Kind.STRIPE_CONNECTED, cents, seller),
        ],
    )


def payout_failed(*, payout: str, seller: User, cents: int, fee_cents: int = 0) -> Transfer:
    """It never reached the bank: all of it, the fee too, is the seller's balance again.

    | account                    | cents        |
    |----------------------------|--------------|
    | payouts_in_transit[seller] | -cents + fee |
    | fee_income                 | -fee         |
    | seller_balance[seller]     | +cents       |
    """
    return post(
        template="payout_failed",
        reference=payout,
        key=f"payout_failed:{payout}",
        entries=[
            Line(Kind.PAYOUTS_IN_TRANSIT, fee_cents - cents, seller),
            Line(Kind.FEE_INCOME, -fee_cents),
            Line(Kind.SELLER_BALANCE, cents, seller),
        ],
    )
