"""Paying a checkout: the row first, then Stripe with the row's key, then what Stripe said (P1, P5).

No lock is held while Stripe is asked. Whatever is lost on the way, the same key gives the same
payment intent again, so the sweep or the buyer's next press finds the truth.
"""

from dataclasses import dataclass
from enum import Enum

import stripe
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from stripe.params import PaymentIntentCreateParams

from payments.models import Checkout
from payments.orders.checkout import CheckoutClosed, checkout_lock, require_open
from payments.orders.placing import checkout_placed, payment_came_too_late
from payments.stripe_client import keyed, stripe_client

Status = Checkout.Status


class Said(Enum):
    """What Stripe said of a payment."""

    PAID = "paid"
    CHALLENGE = "challenge"
    DECLINED = "declined"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Outcome:
    """`message` is meant for the buyer; `url` is where their bank asks them, for CHALLENGE."""

    said: Said
    message: str = ""
    url: str = ""


def checkout_pay(*, checkout: Checkout, payment_method: str) -> Outcome:
    """Charges the checkout's total to a Stripe payment method.

    A second press while the first is under way repeats the same attempt. Raises CheckoutClosed.
    """
    claimed = _claim(checkout, payment_method)
    if claimed.status == Status.PAID:
        return Outcome(Said.PAID)
    return payment_charge(checkout=claimed)


def payment_charge(*, checkout: Checkout) -> Outcome:
    """Asks Stripe for the present attempt's payment and applies the answer."""
    try:
        intent = stripe_client().v1.payment_intents.create(
            params=_params(checkout),
            options=keyed("checkout", checkout.reference, checkout.attempt),
        )
    except stripe.CardError as error:
        return payment_declined(checkout=checkout, message=error.user_message or "")
    except (stripe.APIConnectionError, stripe.APIError, stripe.RateLimitError):
        return Outcome(Said.UNCLEAR, "Your bank has not answered yet. We are asking again.")
    return payment_apply(checkout=checkout, intent=intent)


def payment_apply(*, checkout: Checkout, intent: stripe.PaymentIntent) -> Outcome:
    """Carries out what a payment intent says; doing it twice is doing it once."""
    Checkout.objects.filter(pk=checkout.pk).update(payment_intent=intent.id)
    if intent.status == "succeeded":
        return _succeeded(checkout, intent)
    if intent.status == "requires_action" and intent.next_action:
        redirect = intent.next_action.redirect_to_url
        return Outcome(Said.CHALLENGE, url=(redirect.url if redirect else "") or "")
    if intent.status in {"requires_payment_method", "canceled"}:
        error = intent.last_payment_error
        return payment_declined(checkout=checkout, message=(error.message if error else "") or "")
    return Outcome(Said.UNCLEAR, "Your bank has not answered yet. We are asking again.")


@transaction.atomic
def payment_declined(*, checkout: Checkout, message: str) -> Outcome:
    """Opens the checkout again for another card; the item stays reserved till the time is over."""
    problem = message or "Your card was declined."
    Checkout.objects.filter(pk=checkout.pk, status=Status.PAYING).update(
        status=Status.OPEN, problem=problem[:200], payment_intent=None
    )
    return Outcome(Said.DECLINED, problem)


def payment_ask(*, checkout: Checkout) -> Outcome:
    """Looks up how the payment under way stands."""
    if not checkout.payment_intent:
        return payment_charge(checkout=checkout)
    intent = stripe_client().v1.payment_intents.retrieve(checkout.payment_intent)
    return payment_apply(checkout=checkout, intent=intent)


def payment_give_up(*, checkout: Checkout) -> Outcome:
    """Cancels a payment that the buyer never finished, unless it has gone through meanwhile."""
    outcome = payment_ask(checkout=checkout)
    if outcome.said != Said.CHALLENGE:
        return outcome
    checkout.refresh_from_db()
    intent = stripe_client().v1.payment_intents.cancel(
        checkout.payment_intent or "",
        options=keyed("checkout", checkout.reference, checkout.attempt, "cancel"),
    )
    return payment_apply(checkout=checkout, intent=intent)


@transaction.atomic
def _claim(checkout: Checkout, payment_method: str) -> Checkout:
    locked = checkout_lock(checkout)
    if locked.status in {Status.PAID, Status.PAYING}:
        return locked
    require_open(locked)
    if not locked.ship_to:
        raise CheckoutClosed("Say where to send it first.")
    locked.status, locked.payment_method, locked.problem = Status.PAYING, payment_method, ""
    locked.attempt, locked.paying_at = locked.attempt + 1, timezone.now()
    locked.save(update_fields=["status", "payment_method", "problem", "attempt", "paying_at"])
    return locked


def checkout_total_cents(checkout: Checkout) -> int:
    """What the buyer pays for all orders of the checkout, in cents."""
    return sum(order.total_cents for order in checkout.orders.all())


def _params(checkout: Checkout) -> PaymentIntentCreateParams:
    return_path = reverse("payments:checkout_return", args=[checkout.reference])
    return {
        "amount": checkout_total_cents(checkout),
        "currency": "usd",
        "payment_method": checkout.payment_method,
        "confirm": True,
        "automatic_payment_methods": {"enabled": True, "allow_redirects": "always"},
        "return_url": f"{settings.SITE_URL}{return_path}",
        "metadata": {"checkout": str(checkout.reference)},
        "description": f"Poshmark checkout {checkout.reference.hex[:8]}",
    }


def _succeeded(checkout: Checkout, intent: stripe.PaymentIntent) -> Outcome:
    if checkout_placed(checkout=checkout, intent=intent.id, cents=intent.amount_received):
        return Outcome(Said.PAID)
    payment_came_too_late(checkout=checkout, intent=intent.id, cents=intent.amount_received)
    return Outcome(
        Said.DECLINED,
        "Your payment arrived after the ten minutes were over, and the item has gone. "
        "We have sent the whole amount back to your card.",
    )
