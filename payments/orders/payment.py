"""Paying a checkout: the row first, then Stripe with the row's key, then what Stripe said (P1, P5).

No lock is held while Stripe is asked. Whatever is lost on the way, the same key gives the same
payment intent again, so the sweep or the buyer's next press finds the truth. Each attempt has an
intent of its own; what is heard of an older attempt changes nothing.
"""

import logging
from dataclasses import dataclass
from enum import Enum

import stripe
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from stripe.params import PaymentIntentCreateParams

from payments.models import Checkout
from payments.orders import events
from payments.orders.checkout import (
    CheckoutClosed,
    checkout_due_cents,
    checkout_lock,
    checkout_total_cents,
    require_open,
)
from payments.orders.placing import payment_take
from payments.orders.remembered import intent_made, is_old
from payments.orders.spending import balance_give_back, balance_take
from payments.stripe_client import keyed, stripe_client

Status = Checkout.Status
log = logging.getLogger(__name__)


class Said(Enum):
    """What Stripe said of a payment."""

    PAID = "paid"
    CHALLENGE = "challenge"
    DECLINED = "declined"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Outcome:
    """`url` is where the buyer's bank asks them, for CHALLENGE. The checkout says the rest."""

    said: Said
    url: str = ""


CLAIMED = [
    *("status", "payment_method", "problem", "customer", "off_session"),
    *("attempt", "paying_at", "balance_cents"),
]
DECLINED, UNCLEAR = Outcome(Said.DECLINED), Outcome(Said.UNCLEAR)


def checkout_pay(
    *,
    checkout: Checkout,
    payment_method: str,
    customer: str = "",
    shown_cents: int | None = None,
) -> Outcome:
    """Charges what the balance does not pay to a Stripe payment method, a kept one with `customer`.

    Without a method the balance has to pay all of it. shown_cents: what the buyer was told that a
    card pays; nothing else is charged. A second press while the first is under way asks how that
    one stands. Raises CheckoutClosed.
    """
    claimed, is_new = payment_claim(
        checkout=checkout,
        payment_method=payment_method,
        customer=customer,
        shown_cents=shown_cents,
    )
    return payment_charge(checkout=claimed) if is_new else payment_ask(checkout=claimed)


@transaction.atomic
def payment_claim(
    *,
    checkout: Checkout,
    payment_method: str,
    customer: str = "",
    shown_cents: int | None = None,
) -> tuple[Checkout, bool]:
    """The checkout with a new attempt of ours (True), or as it is while another is under way.

    The arguments are those of `checkout_pay`. Raises CheckoutClosed.
    """
    locked = checkout_lock(checkout)
    if locked.status in {Status.PAID, Status.PAYING}:
        return locked, False
    require_open(locked)
    if not locked.ship_to:
        raise CheckoutClosed("Say where to send it first.")
    fresh = attempt_begin(locked, payment_method=payment_method, customer=customer)
    if shown_cents is not None and shown_cents != checkout_due_cents(fresh):
        raise CheckoutClosed("What there is to pay has changed. Look at it again before you pay.")
    return fresh, True


def attempt_begin(locked: Checkout, *, payment_method: str, customer: str = "") -> Checkout:
    """A new attempt to pay an open checkout that nobody else can change meanwhile.

    Raises CheckoutClosed when the balance was to pay all of it and does not.
    """
    attempt_note(locked, payment_method=payment_method, customer=customer)
    if locked.uses_balance:
        locked.balance_cents = balance_take(locked, checkout_total_cents(locked))
    if not payment_method and checkout_due_cents(locked):
        raise CheckoutClosed("Your balance does not pay all of it. Take a card for the rest.")
    locked.save(update_fields=CLAIMED)
    return locked


def attempt_note(
    checkout: Checkout, *, payment_method: str, customer: str = "", off_session: bool = False
) -> None:
    """Says how the next attempt pays; nothing is stored yet."""
    checkout.status, checkout.payment_method, checkout.problem = Status.PAYING, payment_method, ""
    checkout.customer, checkout.off_session = customer, off_session
    checkout.attempt, checkout.paying_at = checkout.attempt + 1, timezone.now()


def payment_charge(*, checkout: Checkout) -> Outcome:
    """Asks Stripe for the present attempt's payment and applies the answer.

    An attempt whose key may be forgotten is only looked for, never made anew. What the balance pays
    alone is not Stripe's business.
    """
    if checkout.balance_cents and not checkout_due_cents(checkout):
        return _settled(payment_take(checkout=checkout, intent=None, cents=0))
    try:
        intent = _intent(checkout)
    except stripe.CardError as error:
        return payment_declined(checkout=checkout, message=error.user_message or "")
    except stripe.InvalidRequestError:
        log.exception("%s was refused by Stripe", checkout)
        return payment_declined(checkout=checkout, message="This card could not be charged.")
    except stripe.StripeError as error:
        return _unclear(checkout, error)
    if intent is None:
        return payment_declined(checkout=checkout, message="The payment was not finished.")
    return payment_apply(checkout=checkout, intent=intent)


def payment_ask(*, checkout: Checkout) -> Outcome:
    """Looks up how the payment under way stands."""
    if checkout.status != Status.PAYING:
        return _as_it_stands(checkout)
    if not checkout.payment_intent:
        return payment_charge(checkout=checkout)
    try:
        intent = stripe_client().v1.payment_intents.retrieve(checkout.payment_intent)
    except stripe.StripeError as error:
        return _unclear(checkout, error)
    return payment_apply(checkout=checkout, intent=intent)


def payment_give_up(*, checkout: Checkout) -> Outcome:
    """Cancels a payment that the buyer never finished, unless it has gone through meanwhile."""
    outcome = payment_ask(checkout=checkout)
    if outcome.said != Said.CHALLENGE:
        return outcome
    checkout.refresh_from_db()
    try:
        intent = stripe_client().v1.payment_intents.cancel(
            checkout.payment_intent or "",
            options=keyed("checkout", checkout.reference, checkout.attempt, "cancel"),
        )
    except stripe.InvalidRequestError:  # it has moved on since we looked
        return payment_ask(checkout=checkout)
    except stripe.StripeError as error:
        return _unclear(checkout, error)
    return payment_apply(checkout=checkout, intent=intent)


def payment_apply(*, checkout: Checkout, intent: stripe.PaymentIntent) -> Outcome:
    """Carries out what a payment intent says; doing it twice is doing it once."""
    if intent.status == "succeeded":
        return _succeeded(checkout, intent)
    _attempt(checkout).update(payment_intent=intent.id)
    if intent.status == "requires_action" and intent.next_action:
        redirect = intent.next_action.redirect_to_url
        return Outcome(Said.CHALLENGE, url=(redirect.url if redirect else "") or "")
    if intent.status in {"canceled", "requires_payment_method"}:
        return payment_declined(checkout=checkout, message=decline_message(intent))
    return UNCLEAR


def decline_message(intent: stripe.PaymentIntent) -> str:
    """What to tell the buyer of an intent that came to nothing."""
    if intent.status == "canceled":
        return "The payment was not finished."
    error = intent.last_payment_error
    return (error.message if error else "") or ""


@transaction.atomic
def payment_declined(*, checkout: Checkout, message: str) -> Outcome:
    """Opens the checkout again for another card; the item stays reserved till the time is over."""
    locked = checkout_lock(checkout)
    if locked.status != Status.PAYING or locked.attempt != checkout.attempt:
        return _as_it_stands(checkout)
    balance_give_back(locked)
    locked.status, locked.payment_intent = Status.OPEN, None
    locked.problem = (message or "Your card was declined.")[:200]
    locked.save(update_fields=["status", "payment_intent", "problem"])
    events.payment_refused.send(sender=Checkout, checkout=checkout)
    return DECLINED


def _intent(checkout: Checkout) -> stripe.PaymentIntent | None:
    if checkout.paying_at and is_old(checkout.paying_at):
        return intent_made(checkout)
    return stripe_client().v1.payment_intents.create(
        params=_params(checkout),
        options=keyed("checkout", checkout.reference, checkout.attempt),
    )


def _attempt(checkout: Checkout) -> QuerySet[Checkout]:
    """The row, if the attempt in hand is still the one under way."""
    return Checkout.objects.filter(pk=checkout.pk, status=Status.PAYING, attempt=checkout.attempt)


def _as_it_stands(checkout: Checkout) -> Outcome:
    """What the row says of the last attempt."""
    checkout.refresh_from_db()
    if checkout.status == Status.PAID:
        return Outcome(Said.PAID)
    if checkout.status == Status.PAYING:
        return UNCLEAR
    return DECLINED


def _params(checkout: Checkout) -> PaymentIntentCreateParams:
    return_path = reverse("payments:checkout_return", args=[checkout.reference])
    params: PaymentIntentCreateParams = {
        "amount": checkout_due_cents(checkout),
        "currency": "usd",
        "payment_method": checkout.payment_method,
        "confirm": True,
        "allowed_payment_method_types": [
            "card"
        ],  # wallets are cards, too; all else answers too late
        "return_url": f"{settings.SITE_URL}{return_path}",
        "metadata": {"checkout": str(checkout.reference)},
        "description": f"Poshmark checkout {checkout.reference.hex[:8]}",
    }
    if checkout.customer:
        params["customer"] = checkout.customer
    if checkout.off_session:
        params["off_session"] = True
    return params


def _succeeded(checkout: Checkout, intent: stripe.PaymentIntent) -> Outcome:
    cents = intent.amount_received
    return _settled(payment_take(checkout=checkout, intent=intent.id, cents=cents))


def _settled(is_placed: bool) -> Outcome:
    return Outcome(Said.PAID) if is_placed else DECLINED


def _unclear(checkout: Checkout, error: stripe.StripeError) -> Outcome:
    log.warning("%s is unclear: %s", checkout, type(error).__name__)
    return UNCLEAR
