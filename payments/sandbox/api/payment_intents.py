"""/v1/payment_intents: the calls; what a confirmation does is in confirming.py."""

import secrets

from payments.models import SandboxObject
from payments.sandbox.api.charges import charge_capture
from payments.sandbox.api.confirming import confirm_intent, succeed
from payments.sandbox.api.payment_methods import payment_method_find
from payments.sandbox.calls import Call, Data, Refusal, invalid
from payments.sandbox.events import emit
from payments.sandbox.routes import LISTING, route
from payments.sandbox.store import change, find, listed, make, metadata, shown

SMALLEST, LARGEST = 50, 99_999_999
CANCELABLE = {
    "requires_payment_method",
    "requires_confirmation",
    "requires_action",
    "requires_capture",
}
OPEN = CANCELABLE - {"requires_capture"}
REASONS = {"duplicate", "fraudulent", "requested_by_customer", "abandoned"}
CHANGEABLE = ("customer", "description", "receipt_email", "setup_future_usage", "transfer_group")
CONFIRMING = ("payment_method", "off_session", "return_url", "setup_future_usage")


@route(
    "post",
    "payment_intents",
    "amount",
    "currency",
    "confirm",
    "capture_method",
    "automatic_payment_methods",
    "allowed_payment_method_types",
    "shipping",
    "metadata",
    *CHANGEABLE,
    *CONFIRMING,
)
def create(call: Call) -> Data:
    amount = _amount(call)
    if call.needed("currency") != "usd":
        raise invalid("Invalid currency: the sandbox knows usd only", "currency")
    if customer := call.text("customer"):
        find("customer", customer, call.account, param="customer")
    intent = intent_make(call, amount)
    emit("payment_intent.created", intent)
    if call.flag("confirm"):
        confirm_intent(call, intent)
    elif call.text("off_session"):
        raise invalid("off_session can be used only when confirm=true", "off_session")
    return shown(intent)


@route("get", "payment_intents/{id}", "client_secret")
def retrieve(call: Call) -> Data:
    return shown(find("payment_intent", call.ids["id"], call.account))


@route("get", "payment_intents", *LISTING, "customer")
def list_(call: Call) -> Data:
    return listed(call, "payment_intent", customer=call.text("customer"))


@route(
    "post",
    "payment_intents/{id}",
    "amount",
    "currency",
    "payment_method",
    "shipping",
    "metadata",
    *CHANGEABLE,
)
def update(call: Call) -> Data:
    intent = _find(call)
    given: Data = {name: call.text(name) or None for name in CHANGEABLE if name in call.params}
    if "amount" in call.params:
        _expect(intent, OPEN, "update the amount of")
        given["amount"] = _amount(call)
    if method := call.text("payment_method"):
        _expect(intent, OPEN, "update the payment method of")
        given |= {
            "payment_method": payment_method_find(call, method).pk,
            "status": "requires_confirmation",
        }
    if "shipping" in call.params:
        given["shipping"] = call.group("shipping")
    return shown(change(intent, **given, metadata=metadata(call, intent.data["metadata"])))


@route("post", "payment_intents/{id}/confirm", *CONFIRMING)
def confirm(call: Call) -> Data:
    intent = _find(call)
    _expect(intent, OPEN, "confirm")
    confirm_intent(call, intent)
    return shown(intent)


@route("post", "payment_intents/{id}/capture", "amount_to_capture", "metadata")
def capture(call: Call) -> Data:
    intent = _find(call)
    _expect(intent, {"requires_capture"}, "capture")
    held = intent.data["amount_capturable"]
    amount = call.integer("amount_to_capture") or held
    if not 0 < amount <= held:
        raise invalid("The amount is larger than the amount that can be captured.", "amount")
    charge = find("charge", intent.data["latest_charge"], call.account, lock=True)
    charge_capture(charge, amount)
    emit("charge.captured", charge)
    succeed(intent, amount)
    return shown(intent)


@route("post", "payment_intents/{id}/cancel", "cancellation_reason")
def cancel(call: Call) -> Data:
    intent = _find(call)
    _expect(intent, CANCELABLE, "cancel")
    change(
        intent,
        status="canceled",
        canceled_at=intent.data["created"],
        cancellation_reason=call.choice("cancellation_reason", REASONS) or None,
        amount_capturable=0,
        next_action=None,
    )
    if intent.data["latest_charge"]:
        charge = find("charge", intent.data["latest_charge"], call.account, lock=True)
        if charge.data["paid"]:
            change(charge, refunded=True)
    emit("payment_intent.canceled", intent)
    return shown(intent)


def _find(call: Call) -> SandboxObject:
    return find("payment_intent", call.ids["id"], call.account, lock=True)


def _expect(intent: SandboxObject, statuses: set[str], verb: str) -> None:
    if intent.data["status"] not in statuses:
        raise Refusal(
            400,
            type="invalid_request_error",
            code="payment_intent_unexpected_state",
            message=f"You cannot {verb} this PaymentIntent because it has a status of "
            f"{intent.data['status']}.",
            payment_intent=shown(intent),
        )


def _amount(call: Call) -> int:
    amount = call.integer("amount")
    if amount is None:
        raise invalid("Missing required param: amount.", "amount", "parameter_missing")
    if amount < 1:
        raise invalid("Invalid positive integer", "amount", "parameter_invalid_integer")
    if amount < SMALLEST:
        raise invalid("Amount must be at least $0.50 usd", "amount", "amount_too_small")
    if amount > LARGEST:
        raise invalid("Amount must be no more than $999,999.99", "amount", "amount_too_large")
    return amount


def intent_make(call: Call, amount: int) -> SandboxObject:
    method = call.text("payment_method")
    intent = make(
        "payment_intent",
        "pi",
        call.account,
        amount=amount,
        amount_capturable=0,
        amount_details={"tip": {}},
        amount_received=0,
        automatic_payment_methods=_automatic(call),
        canceled_at=None,
        cancellation_reason=None,
        capture_method=call.choice(
            "capture_method", {"automatic", "automatic_async", "manual"}, "automatic_async"
        ),
        confirmation_method="automatic",
        currency="usd",
        last_payment_error=None,
        latest_charge=None,
        metadata=metadata(call),
        next_action=None,
        payment_method=payment_method_find(call, method).pk if method else None,
        payment_method_types=["card"],
        processing=None,
        shipping=call.group("shipping") or None,
        status="requires_confirmation" if method else "requires_payment_method",
        **{name: call.text(name) or None for name in CHANGEABLE},
    )
    return change(intent, client_secret=f"{intent.pk}_secret_{secrets.token_hex(12)}")


def _automatic(call: Call) -> Data | None:
    given = call.group("automatic_payment_methods")
    if given.get("enabled") != "true":
        return None
    return {"enabled": True, "allow_redirects": given.get("allow_redirects", "always")}
