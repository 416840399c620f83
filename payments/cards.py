"""Cards that a member keeps with Stripe, so that a seller's yes can charge them at once (O1).

Stripe holds the card; we hold its name. Nothing here runs inside a transaction.
"""

from typing import NamedTuple

import stripe
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from closets.models import User
from payments.models import Offer, SavedCard, StripeCustomer
from payments.stripe_client import keyed, stripe_client

NOT_NOW = "Your card could not be checked just now. Please try again."
NOT_CONFIRMED = "Your bank did not confirm the card. Please try again or take another one."


class CardRefused(Exception):
    """The card cannot be kept (or removed); the message is meant for the member."""


class Saved(NamedTuple):
    """The card that was kept, or the address at which the member's bank asks them first."""

    card: SavedCard | None
    url: str = ""


def card_save(*, user: User, payment_method: str, back: str) -> Saved:
    """Keeps a Stripe payment method for later charges; the same one again is the same card.

    back: our own path to which the bank's questions lead. Raises CardRefused.
    """
    try:
        customer = customer_of(user=user)
        setup = _setup(customer, payment_method, back)
        return _outcome(customer, setup)
    except stripe.CardError as error:
        raise CardRefused(error.user_message or NOT_CONFIRMED) from error
    except stripe.StripeError as error:
        raise CardRefused(NOT_NOW) from error


def card_confirmed(*, user: User, setup: str) -> SavedCard:
    """Keeps the card of a setup intent that the member's bank has asked about.

    Raises CardRefused, also for what is not this member's.
    """
    customer = StripeCustomer.objects.filter(user=user).first()
    try:
        intent = stripe_client().v1.setup_intents.retrieve(setup)
        if customer is None or intent.customer != customer.customer:
            raise CardRefused(NOT_CONFIRMED)
        kept = _outcome(customer, intent).card
    except stripe.StripeError as error:
        raise CardRefused(NOT_NOW) from error
    if kept is None:
        raise CardRefused(NOT_CONFIRMED)
    return kept


def card_remove(*, user: User, card: SavedCard) -> None:
    """Forgets a card, here and at Stripe; once however often it is run.

    Raises CardRefused while an offer of the member stands on it.
    """
    if Offer.objects.live().filter(buyer=user, card=card).exists():
        raise CardRefused("One of your offers stands on this card. Withdraw the offer first.")
    try:
        stripe_client().v1.payment_methods.detach(
            card.payment_method, {}, keyed("card", card.payment_method, "detach")
        )
    except stripe.InvalidRequestError:
        pass  # detached before
    except stripe.StripeError as error:
        raise CardRefused("Stripe does not answer just now. Please try again.") from error
    SavedCard.objects.filter(pk=card.pk, removed_at=None).update(removed_at=timezone.now())


def customer_of(*, user: User) -> StripeCustomer:
    """The member at Stripe, made on first use. Raises stripe.StripeError."""
    known = StripeCustomer.objects.filter(user=user).first()
    if known:
        return known
    made = stripe_client().v1.customers.create(
        params={"metadata": {"member": str(user.pk)}}, options=keyed("customer", user.pk)
    )
    row, _ = StripeCustomer.objects.get_or_create(user=user, defaults={"customer": made.id})
    return row


def _setup(customer: StripeCustomer, payment_method: str, back: str) -> stripe.SetupIntent:
    path = f"{reverse('payments:card_return')}?{urlencode({'next': back})}"
    return stripe_client().v1.setup_intents.create(
        params={
            "customer": customer.customer,
            "payment_method": payment_method,
            "confirm": True,
            "usage": "off_session",
            "allowed_payment_method_types": ["card"],
            "return_url": f"{settings.SITE_URL}{path}",
        },
        options=keyed("card", payment_method, customer.customer),
    )


def _outcome(customer: StripeCustomer, setup: stripe.SetupIntent) -> Saved:
    if setup.status == "requires_action" and setup.next_action:
        redirect = setup.next_action.redirect_to_url
        return Saved(None, (redirect.url if redirect else "") or "")
    if setup.status != "succeeded" or not isinstance(setup.payment_method, str):
        raise CardRefused(NOT_CONFIRMED)
    return Saved(_keep(customer, setup.payment_method))


def _keep(customer: StripeCustomer, payment_method: str) -> SavedCard:
    known = SavedCard.objects.filter(payment_method=payment_method, customer=customer).first()
    if known:
        return known
    card = stripe_client().v1.payment_methods.retrieve(payment_method).card
    if card is None:
        raise CardRefused("Offers can be paid by card only.")
    row, _ = SavedCard.objects.get_or_create(
        payment_method=payment_method,
        defaults={
            "customer": customer,
            "brand": card.brand[:20],
            "last4": card.last4,
            "exp_month": card.exp_month,
            "exp_year": card.exp_year,
        },
    )
    return row
