"""Finance's part of the staff's workplace."""

from payments.admin import books, finance, ledger, offers, orders, ratings, stripe

__all__ = ["books", "finance", "ledger", "offers", "orders", "ratings", "stripe"]
