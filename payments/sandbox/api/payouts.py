"""/v1/payouts: from a connected account to its bank. The bank's answer comes later."""

from datetime import timedelta

from django.utils import timezone

from payments.models import SandboxObject
from payments.sandbox.api.transfers import positive
from payments.sandbox.books import move, spend
from payments.sandbox.calls import Call, Data, Refusal, invalid
from payments.sandbox.events import emit
from payments.sandbox.routes import LISTING, route
from payments.sandbox.store import change, find, listed, make, metadata, shown, stamp

GOOD_BANK = "000123456789"
BAD_BANKS = {
    "000111111113": ("account_closed", "The bank account has been closed."),
    "000111111116": ("no_account", "The bank account could not be located."),
    "000222222227": ("insufficient_funds", "Not enough money to cover the payout."),
}
STANDARD = timedelta(seconds=60)
INSTANT = timedelta(seconds=5)


@route("post", "payouts", "amount", "currency", "method", "description", "destination", "metadata")
def create(call: Call) -> Data:
    if not call.account:
        raise invalid("The sandbox pays out connected accounts only")
    amount = positive(call)
    account = find("account", call.account)
    if not account.data["payouts_enabled"]:
        raise Refusal(
            400,
            type="invalid_request_error",
            code="payouts_not_allowed",
            message="Cannot create payouts: this account needs more information first.",
        )
    spend(call.account, amount, "You have insufficient funds in your Stripe account.")
    method = call.choice("method", {"standard", "instant"}, "standard")
    arrives = timezone.now() + (INSTANT if method == "instant" else STANDARD)
    row = make(
        "payout",
        "po",
        call.account,
        amount=amount,
        arrival_date=stamp(arrives),
        automatic=False,
        currency="usd",
        description=call.text("description") or None,
        destination=account.data["external_accounts"]["data"][0]["id"],
        failure_balance_transaction=None,
        failure_code=None,
        failure_message=None,
        metadata=metadata(call),
        method=method,
        status="pending",
        type="bank_account",
    )
    change(row, balance_transaction=move(call.account, "payout", row.pk, -amount))
    emit("payout.created", row)
    return shown(row)


@route("get", "payouts/{id}")
def retrieve(call: Call) -> Data:
    return shown(find("payout", call.ids["id"], call.account))


@route("get", "payouts", *LISTING, "status")
def list_(call: Call) -> Data:
    return listed(call, "payout", status=call.text("status"))


@route("post", "payouts/{id}/cancel")
def cancel(call: Call) -> Data:
    row = find("payout", call.ids["id"], call.account, lock=True)
    if row.data["status"] != "pending":
        raise invalid("Payouts can only be canceled while they are pending.")
    move(row.account, "payout_cancel", row.pk, row.data["amount"])
    emit("payout.canceled", change(row, status="canceled"))
    return shown(row)


def settle(row: SandboxObject) -> None:
    """The bank's answer to a pending payout, by the account number it goes to."""
    bank = find("account", row.account).data["_bank_number"]
    if bank not in BAD_BANKS:
        emit("payout.paid", change(row, status="paid"))
        return
    fail(row, *BAD_BANKS[bank])


def fail(row: SandboxObject, code: str, message: str) -> None:
    """The bank sends it back, at once or days after it had it."""
    movement = move(row.account, "payout_failure", row.pk, row.data["amount"])
    change(
        row,
        status="failed",
        failure_balance_transaction=movement,
        failure_code=code,
        failure_message=message,
    )
    emit("payout.failed", row)
