"""The endpoints of the sandbox; importing this registers all of them."""

from payments.sandbox.api import (
    balance,
    charges,
    customers,
    disputes,
    events,
    payment_intents,
    payment_methods,
    payouts,
    refunds,
    setup_intents,
    transfers,
)
from payments.sandbox.api.accounts import account_exists

__all__ = [
    "account_exists",
    "balance",
    "charges",
    "customers",
    "disputes",
    "events",
    "payment_intents",
    "payment_methods",
    "payouts",
    "refunds",
    "setup_intents",
    "transfers",
]
