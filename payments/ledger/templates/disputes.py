"""Chargebacks: a buyer's bank takes a payment back, and later decides whose it is."""

from closets.models import User
from payments.amounts import RefundAmounts
from payments.ledger.posting import Line, post
from payments.ledger.templates.refunds import taken_back
from payments.models import Account, Transfer

Kind = Account.Kind


def dispute_opened(*, payment: str, dispute: str, cents: int) -> Transfer:
    """The bank took `cents` back until it has decided. `dispute` names it; once for each.

    | account  | cents  |
    |----------|--------|
    | disputed | -cents |
    | stripe   | +cents |
    """
    return post(
        template="dispute_opened",
        reference=payment,
        key=f"dispute_opened:{dispute}",
        entries=[Line(Kind.DISPUTED, -cents), Line(Kind.STRIPE, cents)],
    )


def dispute_won(*, payment: str, dispute: str, cents: int) -> Transfer:
    """The bank decided for us and gave the money back. Once for each dispute.

    | account  | cents  |
    |----------|--------|
    | stripe   | -cents |
    | disputed | +cents |
    """
    return post(
        template="dispute_won",
        reference=payment,
        key=f"dispute_won:{dispute}",
        entries=[Line(Kind.STRIPE, -cents), Line(Kind.DISPUTED, cents)],
    )


def dispute_borne(*, payment: str, dispute: str, cents: int) -> Transfer:
    """The bank decided for the buyer and the loss is ours. Once for each dispute.

    | account        | cents  |
    |----------------|--------|
    | dispute_losses | -cents |
    | disputed       | +cents |
    """
    return post(
        template="dispute_borne",
        reference=payment,
        key=f"dispute_borne:{dispute}",
        entries=[Line(Kind.DISPUTE_LOSSES, -cents), Line(Kind.DISPUTED, cents)],
    )


def order_charged_back(
    *,
    order: str,
    dispute: str,
    buyer: User,
    seller: User,
    amounts: RefundAmounts,
    to_balance_cents: int = 0,
    borne: bool = False,
) -> Transfer:
    """The bank decided for the buyer, and the order, never delivered, is undone. Once for each.

    `borne`: we had borne the loss before (`dispute_borne`), as the parcel was on its way then.
    `to_balance_cents` of it were paid from the buyer's balance, of which the bank took nothing.

    | account                    | cents                  |
    |----------------------------|------------------------|
    | held_for_seller[seller]    | -item + fee + discount |
    | fee_income                 | -fee                   |
    | shipping_income            | -shipping - discount   |
    | tax_payable                | -tax                   |
    | seller_balance[buyer]      | +to balance            |
    | disputed or dispute_losses | +total - to balance    |
    """
    return post(
        template="order_charged_back",
        reference=order,
        key=f"order_charged_back:{order}:{dispute}",
        entries=[
            *taken_back(amounts, seller, released=False),
            Line(Kind.SELLER_BALANCE, to_balance_cents, buyer),
            Line(
                Kind.DISPUTE_LOSSES if borne else Kind.DISPUTED,
                amounts.total_cents - to_balance_cents,
            ),
        ],
    )


def refund_overtaken(*, payment: str, refund: str, buyer: User, cents: int) -> Transfer:
    """The bank gave back what we were about to send ourselves. `refund` names it; once for each.

    | account               | cents  |
    |-----------------------|--------|
    | buyer_clearing[buyer] | -cents |
    | disputed              | +cents |
    """
    return post(
        template="refund_overtaken",
        reference=payment,
        key=f"refund_overtaken:{refund}",
        entries=[Line(Kind.BUYER_CLEARING, -cents, buyer), Line(Kind.DISPUTED, cents)],
    )
