"""/v1/disputes: chargebacks, made by test cards or `control.dispute_open`."""

from datetime import timedelta

from django.utils import timezone

from payments.models import SandboxObject
from payments.sandbox.books import move
from payments.sandbox.calls import Call, Data, invalid
from payments.sandbox.events import emit
from payments.sandbox.routes import LISTING, route
from payments.sandbox.store import change, find, listed, make, metadata, shown, stamp

FEE_CENTS = 1500
OPEN = {"needs_response", "under_review"}


@route("get", "disputes/{id}")
def retrieve(call: Call) -> Data:
    return shown(find("dispute", call.ids["id"], call.account))


@route("get", "disputes", *LISTING, "charge", "payment_intent")
def list_(call: Call) -> Data:
    return listed(
        call,
        "dispute",
        charge=call.text("charge"),
        payment_intent=call.text("payment_intent"),
    )


@route("post", "disputes/{id}", "evidence", "metadata", "submit")
def update(call: Call) -> Data:
    """Evidence that reads winning_evidence or losing_evidence decides the case, as at Stripe."""
    row = _open(call)
    evidence = row.data["evidence"] | call.group("evidence")
    change(row, evidence=evidence, metadata=metadata(call, row.data["metadata"]))
    if call.params.get("submit") == "true":
        change(row, status="under_review")
        emit("charge.dispute.updated", row)
        if (text := evidence.get("uncategorized_text", "")) in {
            "winning_evidence",
            "losing_evidence",
        }:
            dispute_close(row, won=text == "winning_evidence")
    return shown(row)


@route("post", "disputes/{id}/close")
def close(call: Call) -> Data:
    return shown(dispute_close(_open(call), won=False))


def dispute_make(charge: SandboxObject, reason: str) -> SandboxObject:
    """The bank takes the money back, and Stripe a fee, until it is decided."""
    amount = charge.data["amount_captured"] - charge.data["amount_refunded"]
    if not amount or charge.data["disputed"]:
        raise invalid("There is nothing left of this charge to dispute")
    due = timezone.now() + timedelta(days=9)
    row = make(
        "dispute",
        "dp",
        charge.account,
        amount=amount,
        charge=charge.pk,
        currency="usd",
        evidence={},
        evidence_details={"due_by": stamp(due), "has_evidence": False, "submission_count": 0},
        is_charge_refundable=False,
        metadata={},
        payment_intent=charge.data["payment_intent"],
        reason=reason,
        status="needs_response",
        balance_transactions=[],
    )
    change(charge, disputed=True)
    emit("charge.dispute.created", row)
    move(charge.account, "adjustment", row.pk, -amount, FEE_CENTS)
    emit("charge.dispute.funds_withdrawn", row)
    return row


def dispute_close(row: SandboxObject, *, won: bool) -> SandboxObject:
    """The bank's decision; when we win, the amount comes back and the fee does not."""
    change(row, status="won" if won else "lost")
    emit("charge.dispute.closed", row)
    if won:
        move(row.account, "adjustment", row.pk, row.data["amount"])
        emit("charge.dispute.funds_reinstated", row)
    return row


def _open(call: Call) -> SandboxObject:
    row = find("dispute", call.ids["id"], call.account, lock=True)
    if row.data["status"] not in OPEN:
        raise invalid("This dispute is already closed")
    return row
