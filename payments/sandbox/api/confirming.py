"""What happens when a payment intent is confirmed: 3-D Secure, the bank's answer, the money."""

from django.conf import settings
from django.urls import reverse

from payments.models import SandboxObject
from payments.sandbox.api.charges import (
    charge_authorize,
    charge_capture,
    charge_refuse,
    dispute_if_asked,
)
from payments.sandbox.api.payment_methods import (
    attach_to,
    card_of,
    decline_error,
    needs_secure,
    payment_method_find,
)
from payments.sandbox.calls import Call, Data, Declined, invalid
from payments.sandbox.events import emit
from payments.sandbox.store import change, find, shown


def confirm_intent(call: Call, intent: SandboxObject) -> None:
    """Confirms; raises Declined when the bank refuses."""
    method = _method(call, intent)
    off_session = call.text("off_session") in {"true", "one_off", "recurring"}
    change(
        intent,
        payment_method=method.pk,
        setup_future_usage=call.text("setup_future_usage") or intent.data["setup_future_usage"],
    )
    _check_return_url(call, intent, off_session=off_session)
    if not needs_secure(method, off_session=off_session):
        charge(intent, method)
    elif off_session:
        refuse(intent, method, "authentication_required", "authentication_required")
    else:
        _ask_bank(intent, call.text("return_url") or None)


def charge(intent: SandboxObject, method: SandboxObject) -> None:
    """The bank's answer to a payment that needs nothing more of the buyer."""
    card = card_of(method)
    if card.code:
        refuse(intent, method, card.code, card.decline_code)
    row = charge_authorize(intent, method)
    change(intent, latest_charge=row.pk, next_action=None, last_payment_error=None)
    if intent.data["setup_future_usage"] and intent.data["customer"]:
        attach_to(method, intent.data["customer"])
    if intent.data["capture_method"] == "manual":
        emit("charge.succeeded", row)
        change(intent, status="requires_capture", amount_capturable=intent.data["amount"])
        emit("payment_intent.amount_capturable_updated", intent)
        return
    charge_capture(row, intent.data["amount"])
    emit("charge.succeeded", row)
    succeed(intent, intent.data["amount"])
    dispute_if_asked(row, method)


def succeed(intent: SandboxObject, amount: int) -> None:
    """The money is there."""
    change(intent, status="succeeded", amount_received=amount, amount_capturable=0)
    emit("payment_intent.succeeded", intent)


def refuse(intent: SandboxObject, method: SandboxObject, code: str, decline_code: str) -> None:
    """Records the refusal and raises it."""
    row = charge_refuse(intent, method, code, decline_code)
    error = decline_error(code, decline_code, charge=row.pk, payment_method=shown(method))
    _needs_other_card(intent, error, latest_charge=row.pk)
    raise Declined(402, **error, payment_intent=shown(intent))


def challenge_done(intent: SandboxObject, *, passed: bool) -> None:
    """The buyer came back from the bank's page."""
    method = find("payment_method", intent.data["payment_method"], intent.account, lock=True)
    if not passed:
        error: Data = {
            "type": "invalid_request_error",
            "code": "payment_intent_authentication_failure",
            "message": "We are unable to authenticate your payment method. Please choose a"
            " different payment method and try again.",
            "payment_method": shown(method),
        }
        _needs_other_card(intent, error)
        return
    if intent.data["setup_future_usage"]:
        change(method, _saved=True)
    charge(intent, method)


def _needs_other_card(intent: SandboxObject, error: Data, **more: str) -> None:
    change(
        intent,
        status="requires_payment_method",
        payment_method=None,
        next_action=None,
        last_payment_error=error,
        **more,
    )
    emit("payment_intent.payment_failed", intent)


def _ask_bank(intent: SandboxObject, return_url: str | None) -> None:
    page = settings.SITE_URL + reverse("payments:sandbox_challenge", args=[intent.pk])
    change(
        intent,
        status="requires_action",
        next_action={
            "type": "redirect_to_url",
            "redirect_to_url": {"url": page, "return_url": return_url},
        },
    )
    emit("payment_intent.requires_action", intent)


def _method(call: Call, intent: SandboxObject) -> SandboxObject:
    wanted = call.text("payment_method") or intent.data["payment_method"]
    if not wanted:
        raise invalid(
            "You cannot confirm this PaymentIntent because it's missing a payment method.",
            code="payment_intent_unexpected_state",
        )
    method = payment_method_find(call, wanted)
    owner = method.data["customer"]
    if owner and owner != intent.data["customer"]:
        raise invalid(
            "The provided PaymentMethod belongs to a different Customer.", "payment_method"
        )
    return method


def _check_return_url(call: Call, intent: SandboxObject, *, off_session: bool) -> None:
    automatic = intent.data["automatic_payment_methods"] or {}
    redirects = automatic.get("allow_redirects") == "always"
    if redirects and not off_session and not call.text("return_url"):
        raise invalid(
            "This PaymentIntent is configured to accept payment methods that may redirect: "
            "provide a return_url, or set automatic_payment_methods[allow_redirects] to never.",
            "return_url",
        )
