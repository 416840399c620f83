"""What postage costs, and who pays it."""

from closets.models import User
from payments.ledger.posting import Line, post
from payments.models import Account, Transfer

Kind = Account.Kind


def label_bought(*, order: str, label: str, cents: int) -> Transfer:
    """We owe the carrier for a label. `label` names it; once for each.

    | account         | cents  |
    |-----------------|--------|
    | shipping_cost   | -cents |
    | carrier_payable | +cents |
    """
    return post(
        template="label_bought",
        reference=order,
        key=f"label_bought:{label}",
        entries=[
            Line(Kind.SHIPPING_COST, -cents),
            Line(Kind.CARRIER_PAYABLE, cents),
        ],
    )


def label_upgraded(*, order: str, label: str, seller: User, cents: int) -> Transfer:
    """The seller pays for a heavier parcel from what the order earns them. Once for each label.

    | account                 | cents  |
    |-------------------------|--------|
    | held_for_seller[seller] | -cents |
    | shipping_income         | +cents |
    """
    return post(
        template="label_upgraded",
        reference=order,
        key=f"label_upgraded:{label}",
        actor=seller,
        entries=[
            Line(Kind.HELD_FOR_SELLER, -cents, seller),
            Line(Kind.SHIPPING_INCOME, cents),
        ],
    )


def label_returned(*, order: str, label: str, cents: int) -> Transfer:
    """The carrier takes an unused label back: `label_bought` undone. Once for each label.

    | account         | cents  |
    |-----------------|--------|
    | carrier_payable | -cents |
    | shipping_cost   | +cents |
    """
    return post(
        template="label_returned",
        reference=order,
        key=f"label_returned:{label}",
        entries=[
            Line(Kind.CARRIER_PAYABLE, -cents),
            Line(Kind.SHIPPING_COST, cents),
        ],
    )


def label_upgrade_returned(*, order: str, label: str, seller: User, cents: int) -> Transfer:
    """The seller need not pay for the heavier parcel: `label_upgraded` undone. Once for each.

    | account                 | cents  |
    |-------------------------|--------|
    | shipping_income         | -cents |
    | held_for_seller[seller] | +cents |
    """
    return post(
        template="label_upgrade_returned",
        reference=order,
        key=f"label_upgrade_returned:{label}",
        entries=[
            Line(Kind.SHIPPING_INCOME, -cents),
            Line(Kind.HELD_FOR_SELLER, cents, seller),
        ],
    )
