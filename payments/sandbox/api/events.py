"""/v1/events: what happened, whether or not the webhook took it."""

import json

from payments.models import SandboxEvent
from payments.sandbox.calls import Call, Data, missing
from payments.sandbox.routes import LISTING, route
from payments.sandbox.store import list_of, page_of


@route("get", "events/{id}")
def retrieve(call: Call) -> Data:
    row = SandboxEvent.objects.filter(pk=call.ids["id"], account=call.account).first()
    if row is None:
        raise missing("event", call.ids["id"])
    return _shown(row)


@route("get", "events", *LISTING, "type", "types", "delivery_success")
def list_(call: Call) -> Data:
    rows = SandboxEvent.objects.filter(account=call.account)
    if type_ := call.text("type"):
        rows = rows.filter(type=type_)
    if types := call.params.get("types"):
        rows = rows.filter(type__in=types)
    if "delivery_success" in call.params:
        rows = rows.filter(delivered_at__isnull=not call.flag("delivery_success"))
    page, more = page_of(call, rows)
    return list_of(call.path, [_shown(row) for row in page], more)


def _shown(row: SandboxEvent) -> Data:
    payload: Data = json.loads(row.payload)
    return payload | {"pending_webhooks": 0 if row.delivered_at else 1}
