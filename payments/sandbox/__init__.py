"""Stripe without Stripe: the server behind `stripe_client()` when no key is set.

See docs/stripe-sandbox.md for what it does, and what the real one does otherwise.
"""
