"""/v1/transfers and /v1/topups: money between the platform and its connected accounts."""

from payments.models import SandboxObject
from payments.sandbox.api.accounts import account_needed
from payments.sandbox.books import move, spend
from payments.sandbox.calls import Call, Data, invalid
from payments.sandbox.events import emit
from payments.sandbox.routes import LISTING, route
from payments.sandbox.store import change, find, listed, make, metadata, shown


@route(
    "post",
    "transfers",
    "amount",
    "currency",
    "destination",
    "description",
    "source_transaction",
    "transfer_group",
    "metadata",
)
def create(call: Call) -> Data:
    amount = positive(call)
    destination = account_needed(call.needed("destination"), "destination")
    if destination.data["capabilities"].get("transfers") != "active":
        raise invalid(
            "Your destination account needs to have the transfers capability enabled.",
            "destination",
            "insufficient_capabilities_for_transfer",
        )
    spend("", amount, "You have insufficient available funds in your Stripe account.")
    row = make(
        "transfer",
        "tr",
        amount=amount,
        amount_reversed=0,
        currency="usd",
        description=call.text("description") or None,
        destination=destination.pk,
        metadata=metadata(call),
        reversed=False,
        source_transaction=call.text("source_transaction") or None,
        transfer_group=call.text("transfer_group") or None,
    )
    change(row, balance_transaction=move("", "transfer", row.pk, -amount))
    move(destination.pk, "payment", row.pk, amount)
    emit("transfer.created", row)
    return shown(row)


@route("get", "transfers/{id}")
def retrieve(call: Call) -> Data:
    return shown(find("transfer", call.ids["id"]))


@route("get", "transfers", *LISTING, "destination", "transfer_group")
def list_(call: Call) -> Data:
    return listed(
        call,
        "transfer",
        destination=call.text("destination"),
        transfer_group=call.text("transfer_group"),
    )


@route("post", "transfers/{id}/reversals", "amount", "description", "metadata")
def reverse_(call: Call) -> Data:
    row = find("transfer", call.ids["id"], lock=True)
    left = row.data["amount"] - row.data["amount_reversed"]
    amount = left if (asked := call.integer("amount")) is None else asked
    if not 0 < amount <= left:
        raise invalid("The amount is greater than what is left of the transfer.", "amount")
    spend(row.data["destination"], amount, "Insufficient funds in the connected account.")
    reversed_so_far = row.data["amount_reversed"] + amount
    change(
        row,
        amount_reversed=reversed_so_far,
        reversed=reversed_so_far == row.data["amount"],
    )
    reversal = make(
        "transfer_reversal",
        "trr",
        amount=amount,
        currency="usd",
        metadata=metadata(call),
        transfer=row.pk,
    )
    change(reversal, balance_transaction=move("", "transfer_refund", reversal.pk, amount))
    move(row.data["destination"], "payment_refund", reversal.pk, -amount)
    emit("transfer.reversed", row)
    return shown(reversal)


@route("post", "topups", "amount", "currency", "description", "metadata")
def top_up(call: Call) -> Data:
    return shown(topup_make(positive(call)))


def topup_make(amount: int) -> SandboxObject:
    """Money from the platform's bank."""
    row = make("topup", "tu", amount=amount, currency="usd", status="succeeded", metadata={})
    return change(row, balance_transaction=move("", "topup", row.pk, amount))


def positive(call: Call) -> int:
    """The amount of a call that moves money, in whole cents of dollars."""
    if call.needed("currency") != "usd":
        raise invalid("Invalid currency: the sandbox knows usd only", "currency")
    amount = call.integer("amount")
    if amount is None or amount < 1:
        raise invalid("Invalid positive integer", "amount", "parameter_invalid_integer")
    return amount
