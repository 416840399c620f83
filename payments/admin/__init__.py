"""Finance's part of the staff's workplace."""

from payments.admin import ledger, stripe

__all__ = ["ledger", "stripe"]
