"""/v1/setup_intents: saving a card without paying."""

import secrets

from payments.sandbox.api.payment_methods import (
    attach_to,
    card_of,
    decline_error,
    payment_method_find,
)
from payments.sandbox.calls import Call, Data, Declined, invalid
from payments.sandbox.cards import Secure
from payments.sandbox.events import emit
from payments.sandbox.routes import route
from payments.sandbox.store import change, find, make, metadata, shown


@route(
    "post",
    "setup_intents",
    "customer",
    "payment_method",
    "allowed_payment_method_types",
    "automatic_payment_methods",
    "confirm",
    "return_url",
    "usage",
    "metadata",
)
def create(call: Call) -> Data:
    if customer := call.text("customer"):
        find("customer", customer, call.account, param="customer")
    row = make(
        "setup_intent",
        "seti",
        call.account,
        client_secret=None,
        customer=customer or None,
        last_setup_error=None,
        metadata=metadata(call),
        next_action=None,
        payment_method=call.text("payment_method") or None,
        payment_method_types=["card"],
        status="requires_payment_method",
        usage=call.choice("usage", {"off_session", "on_session"}, "off_session"),
    )
    change(row, client_secret=f"{row.pk}_secret_{secrets.token_hex(12)}")
    return _confirm(call, row.pk) if call.flag("confirm") else shown(row)


@route("get", "setup_intents/{id}")
def retrieve(call: Call) -> Data:
    return shown(find("setup_intent", call.ids["id"], call.account))


@route("post", "setup_intents/{id}/confirm", "payment_method", "return_url")
def confirm(call: Call) -> Data:
    return _confirm(call, call.ids["id"])


def _confirm(call: Call, setup: str) -> Data:
    row = find("setup_intent", setup, call.account, lock=True)
    wanted = call.text("payment_method") or row.data["payment_method"]
    if row.data["status"] == "succeeded" or not wanted:
        raise invalid("This SetupIntent cannot be confirmed", code="setup_intent_unexpected_state")
    method = payment_method_find(call, wanted)
    card = card_of(method)
    if card.code and not card.attaches:
        error = decline_error(card.code, card.decline_code, payment_method=shown(method))
        change(row, last_setup_error=error)
        emit("setup_intent.setup_failed", row)
        raise Declined(402, **error, setup_intent=shown(row))
    if card.secure != Secure.NEVER:
        change(method, _saved=True)
    if row.data["customer"]:
        attach_to(method, row.data["customer"])
    change(row, status="succeeded", payment_method=method.pk, last_setup_error=None)
    emit("setup_intent.succeeded", row)
    return shown(row)
