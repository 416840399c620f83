"""Sellers' Stripe accounts (Connect Express, P4): opened by us, filled in by them at Stripe."""

import uuid

from django.conf import settings

from closets.models import User
from payments.models import ConnectedAccount
from payments.stripe_client import keyed, stripe_client


def account_of(*, user: User) -> ConnectedAccount:
    """The seller's account, opened at Stripe on first use.

    Its payouts are ours to start, never Stripe's own timetable. Raises stripe.StripeError.
    """
    existing = ConnectedAccount.objects.filter(user=user).first()
    if existing:
        return existing
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
    connected, _ = ConnectedAccount.objects.get_or_create(
        user=user, defaults={"account": opened.id}
    )
    return connected


def payouts_enabled(*, user: User) -> bool:
    """Whether Stripe would pay the seller out now. Raises stripe.StripeError."""
    account = account_of(user=user).account
    return bool(stripe_client().v1.accounts.retrieve(account).payouts_enabled)


def onboarding_url(*, user: User, back: str) -> str:
    """A fresh address at Stripe for the seller's form, good for a few minutes.

    back: the path of our page to return to. Raises stripe.StripeError.
    """
    link = stripe_client().v1.account_links.create(
        {
            "account": account_of(user=user).account,
            "type": "account_onboarding",
            "return_url": settings.SITE_URL + back,
            "refresh_url": settings.SITE_URL + back,
        },
        keyed("onboarding", user.pk, uuid.uuid4().hex),
    )
    return link.url
