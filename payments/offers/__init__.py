"""Offers on single items (O1, O2, O4); they stand on `payments.orders`, which knows no offers."""
