"""Finance's part of the staff's workplace."""

from payments.admin import books, cases, finance, ledger, offers, orders, ratings, stripe

__all__ = ["books", "cases", "finance", "ledger", "offers", "orders", "ratings", "stripe"]
