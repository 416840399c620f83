"""The sandbox's money: each account's movements and their sums."""

from django.db import connection
from django.db.models import F, Sum
from django.utils import timezone

from payments.models import SandboxBalanceTransaction as Movement
from payments.sandbox.calls import Data, Refusal, missing
from payments.sandbox.store import new_id, stamp

_CATEGORY = {
    "payment": "charge",
    "payment_refund": "refund",
    "adjustment": "dispute",
    "transfer_refund": "transfer_reversal",
    "payout_failure": "payout_reversal",
}


def move(account: str, type_: str, source: str, amount: int, fee: int = 0) -> str:
    """Books a movement, available at once; returns its id."""
    row = Movement.objects.create(
        id=new_id("txn"), account=account, type=type_, source=source, amount=amount, fee=fee
    )
    return row.pk


def processing_fee(amount: int) -> int:
    """Stripe's 2.9 % + 30 cents on a charge."""
    return (amount * 29 + 500) // 1000 + 30


def available(account: str) -> int:
    """The cents an account can spend now."""
    rows = Movement.objects.filter(account=account, available_at__lte=timezone.now())
    return rows.aggregate(net=Sum(F("amount") - F("fee")))["net"] or 0


def spend(account: str, amount: int, message: str) -> None:
    """Refuses when the account has less than `amount`; one spender at a time looks and books."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"balance:{account}"])
    if available(account) < amount:
        raise Refusal(
            400, type="invalid_request_error", code="balance_insufficient", message=message
        )


def movement_shown(movement_id: str) -> Data:
    """A balance transaction as the API shows it."""
    row = Movement.objects.filter(pk=movement_id).first()
    if row is None:
        raise missing("balance_transaction", movement_id)
    return row_shown(row)


def row_shown(row: Movement) -> Data:
    """A movement as the API shows it."""
    return {
        "id": row.pk,
        "object": "balance_transaction",
        "amount": row.amount,
        "available_on": stamp(row.available_at),
        "created": stamp(row.created_at),
        "currency": "usd",
        "exchange_rate": None,
        "fee": row.fee,
        "fee_details": _fee_details(row.fee),
        "net": row.amount - row.fee,
        "reporting_category": _CATEGORY.get(row.type, row.type),
        "source": row.source,
        "status": "available" if row.available_at <= timezone.now() else "pending",
        "type": row.type,
    }


def _fee_details(fee: int) -> list[Data]:
    if not fee:
        return []
    return [{"amount": fee, "currency": "usd", "type": "stripe_fee", "description": "Stripe fee"}]
