"""/v1/charges: made by payment intents, read by us."""

from payments.models import SandboxObject
from payments.sandbox.api.disputes import dispute_make
from payments.sandbox.api.payment_methods import card_of
from payments.sandbox.books import move, processing_fee
from payments.sandbox.calls import Call, Data
from payments.sandbox.cards import MESSAGES
from payments.sandbox.events import emit
from payments.sandbox.routes import LISTING, route
from payments.sandbox.store import change, find, listed, make, shown


@route("get", "charges/{id}")
def retrieve(call: Call) -> Data:
    return shown(find("charge", call.ids["id"], call.account))


@route("get", "charges", *LISTING, "customer", "payment_intent", "transfer_group")
def list_(call: Call) -> Data:
    return listed(
        call,
        "charge",
        customer=call.text("customer"),
        payment_intent=call.text("payment_intent"),
        transfer_group=call.text("transfer_group"),
    )


def charge_refuse(
    intent: SandboxObject, method: SandboxObject, code: str, decline_code: str
) -> SandboxObject:
    """Records that the bank refused."""
    charge = _make(
        intent,
        method,
        status="failed",
        failure_code=code,
        failure_message=MESSAGES[decline_code],
        outcome={"network_status": "declined_by_network", "reason": decline_code},
    )
    emit("charge.failed", charge)
    return charge


def charge_authorize(intent: SandboxObject, method: SandboxObject) -> SandboxObject:
    """Records that the bank agreed; the money moves on capture."""
    return _make(
        intent,
        method,
        status="succeeded",
        outcome={"network_status": "approved_by_network", "reason": None},
    )


def charge_capture(charge: SandboxObject, amount: int) -> None:
    """Takes the money, less Stripe's fee."""
    movement = move(charge.account, "charge", charge.pk, amount, processing_fee(amount))
    change(charge, captured=True, amount_captured=amount, balance_transaction=movement)


def dispute_if_asked(charge: SandboxObject, method: SandboxObject) -> None:
    """Some test cards dispute what they paid."""
    if reason := card_of(method).dispute:
        dispute_make(charge, reason)


def _make(intent: SandboxObject, method: SandboxObject, **data: object) -> SandboxObject:
    return make(
        "charge",
        "ch",
        intent.account,
        amount=intent.data["amount"],
        amount_captured=0,
        amount_refunded=0,
        balance_transaction=None,
        billing_details=method.data["billing_details"],
        captured=False,
        currency="usd",
        customer=intent.data["customer"],
        description=intent.data["description"],
        disputed=False,
        metadata=intent.data["metadata"],
        paid=data["status"] == "succeeded",
        payment_intent=intent.pk,
        payment_method=method.pk,
        payment_method_details={"type": "card", "card": method.data["card"]},
        receipt_email=intent.data["receipt_email"],
        receipt_url=None,
        refunded=False,
        shipping=intent.data["shipping"],
        transfer_group=intent.data["transfer_group"],
        **data,
    )
