"""/v1/refunds"""

from payments.models import SandboxObject
from payments.sandbox.books import move
from payments.sandbox.calls import Call, Data, invalid
from payments.sandbox.events import emit
from payments.sandbox.routes import LISTING, route
from payments.sandbox.store import change, find, listed, make, metadata, shown

REASONS = {"duplicate", "fraudulent", "requested_by_customer"}


@route("post", "refunds", "payment_intent", "charge", "amount", "reason", "metadata")
def create(call: Call) -> Data:
    charge = _charge(call)
    left = charge.data["amount_captured"] - charge.data["amount_refunded"]
    if charge.data["refunded"] or not left:
        raise invalid(
            f"Charge {charge.pk} has already been refunded.", code="charge_already_refunded"
        )
    amount = left if (asked := call.integer("amount")) is None else asked
    _check(amount, left)
    _check_undisputed(charge)
    reason = call.choice("reason", REASONS) or None
    return shown(_refund(charge, amount, reason, metadata(call)))


@route("get", "refunds/{id}")
def retrieve(call: Call) -> Data:
    return shown(find("refund", call.ids["id"], call.account))


@route("get", "refunds", *LISTING, "charge", "payment_intent")
def list_(call: Call) -> Data:
    return listed(
        call, "refund", charge=call.text("charge"), payment_intent=call.text("payment_intent")
    )


def _charge(call: Call) -> SandboxObject:
    if charge := call.text("charge"):
        return _captured(find("charge", charge, call.account, param="charge", lock=True))
    intent = find(
        "payment_intent", call.needed("payment_intent"), call.account, param="payment_intent"
    )
    if not intent.data["latest_charge"]:
        raise invalid(f"This PaymentIntent ({intent.pk}) does not have a successful charge.")
    return _captured(find("charge", intent.data["latest_charge"], call.account, lock=True))


def _captured(charge: SandboxObject) -> SandboxObject:
    if not charge.data["captured"]:
        raise invalid(f"Charge {charge.pk} is not captured and cannot be refunded.")
    return charge


def _check(amount: int, left: int) -> None:
    if amount < 1:
        raise invalid("Invalid positive integer", "amount", "parameter_invalid_integer")
    if amount > left:
        raise invalid(
            f"Refund amount (${amount / 100:.2f}) is greater than unrefunded amount on charge"
            f" (${left / 100:.2f})",
            "amount",
        )


def _check_undisputed(charge: SandboxObject) -> None:
    """A charge can be refunded again once a dispute of it was won."""
    disputes = SandboxObject.objects.filter(kind="dispute", data__contains={"charge": charge.pk})
    if disputes.exclude(data__contains={"status": "won"}).exists():
        raise invalid(f"Charge {charge.pk} has been charged back.", code="charge_disputed")


def _refund(charge: SandboxObject, amount: int, reason: str | None, about: Data) -> SandboxObject:
    refunded = charge.data["amount_refunded"] + amount
    change(
        charge,
        amount_refunded=refunded,
        refunded=refunded == charge.data["amount_captured"],
    )
    row = make(
        "refund",
        "re",
        charge.account,
        amount=amount,
        charge=charge.pk,
        currency="usd",
        metadata=about,
        payment_intent=charge.data["payment_intent"],
        reason=reason,
        status="succeeded",
        balance_transaction=None,
    )
    change(row, balance_transaction=move(charge.account, "refund", row.pk, -amount))
    emit("refund.created", row)
    emit("charge.refunded", charge)
    return row
