"""/v1/balance and /v1/balance_transactions"""

from django.db.models import F, Sum
from django.utils import timezone

from payments.models import SandboxBalanceTransaction
from payments.sandbox.books import available, movement_shown, row_shown
from payments.sandbox.calls import Call, Data
from payments.sandbox.routes import LISTING, route
from payments.sandbox.store import list_of, page_of


@route("get", "balance")
def retrieve(call: Call) -> Data:
    later = SandboxBalanceTransaction.objects.filter(
        account=call.account, available_at__gt=timezone.now()
    )
    pending = later.aggregate(net=Sum(F("amount") - F("fee")))["net"] or 0
    ready = available(call.account)
    return {
        "object": "balance",
        "available": [_amount(ready)],
        "instant_available": [_amount(ready)],
        "livemode": False,
        "pending": [_amount(pending)],
    }


@route("get", "balance_transactions/{id}")
def transaction(call: Call) -> Data:
    return movement_shown(call.ids["id"])


@route("get", "balance_transactions", *LISTING, "type", "source")
def list_(call: Call) -> Data:
    rows = SandboxBalanceTransaction.objects.filter(account=call.account)
    for name in ("type", "source"):
        if value := call.text(name):
            rows = rows.filter(**{name: value})
    page, more = page_of(call, rows)
    return list_of(call.path, [row_shown(row) for row in page], more)


def _amount(cents: int) -> Data:
    return {"amount": cents, "currency": "usd", "source_types": {"card": cents}}
