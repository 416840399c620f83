"""Sellers' Stripe accounts (Connect Express, P4): opened by us, filled in by them at Stripe.

A seller can be paid once `payouts_enabled`; until then `onboarding_url` is where to send them.
"""

from django.conf import settings

from closets.models import User
from payments.stripe_client import keyed, stripe_client


def account_open(*, user: User) -> str:
    """Opens the seller's Stripe account and returns its id; again returns the same, for a day.

    Payouts are ours to start, never Stripe's own timetable.
    """
    opened = stripe_client().v1.accounts.create(
        {
            "type": "express",
            "country": "US",
            "email": user.email,
            "capabilities": {"transfers": {"requested": True}},
            "settings": {"payouts": {"schedule": {"interval": "manual"}}},
            "metadata": {"user": str(user.pk)},
        },
        keyed("account", user.pk),
    )
    return opened.id


def payouts_enabled(account: str) -> bool:
    """Whether Stripe would pay this account out now."""
    return bool(stripe_client().v1.accounts.retrieve(account).payouts_enabled)


def onboarding_url(*, account: str, back: str, nonce: str) -> str:
    """A fresh address at Stripe for the seller's form; good for a few minutes.

    back: the path of our page to return to. nonce: something new for each click.
    """
    link = stripe_client().v1.account_links.create(
        {
            "account": account,
            "type": "account_onboarding",
            "return_url": settings.SITE_URL + back,
            "refresh_url": settings.SITE_URL + back,
        },
        keyed("onboarding", account, nonce),
    )
    return link.url
