"""Finance's part of the staff's workplace."""

from payments.admin import ledger, orders, stripe

__all__ = ["ledger", "orders", "stripe"]
