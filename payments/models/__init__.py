"""What the money is made of; each file holds one part."""

from payments.models.ledger import Account, BalanceSnapshot, Entry, Transfer
from payments.models.order import (
    Checkout,
    Order,
    OrderLine,
    OrderMail,
    OrderTransition,
    Refund,
)
from payments.models.payout import ConnectedAccount, Payout
from payments.models.rates import FeeSchedule
from payments.models.sandbox import (
    SandboxBalanceTransaction,
    SandboxEvent,
    SandboxFault,
    SandboxIdempotencyKey,
    SandboxObject,
)
from payments.models.stripe_event import StripeEvent

__all__ = [
    "Account",
    "BalanceSnapshot",
    "Checkout",
    "ConnectedAccount",
    "Entry",
    "FeeSchedule",
    "Order",
    "OrderLine",
    "OrderMail",
    "OrderTransition",
    "Payout",
    "Refund",
    "SandboxBalanceTransaction",
    "SandboxEvent",
    "SandboxFault",
    "SandboxIdempotencyKey",
    "SandboxObject",
    "StripeEvent",
    "Transfer",
]
