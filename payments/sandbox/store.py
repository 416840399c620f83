"""The sandbox's objects: made, found, changed, listed, shown."""

import secrets
import string
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from payments.models import SandboxObject
from payments.sandbox.calls import Call, Data, invalid, missing

NOTHING: Mapping[str, Data] = {}
_LETTERS = string.ascii_letters + string.digits
_EXPANDABLE = {
    "ch_": "charge",
    "cus_": "customer",
    "pi_": "payment_intent",
    "pm_": "payment_method",
    "acct_": "account",
    "tr_": "transfer",
    "po_": "payout",
    "re_": "refund",
    "dp_": "dispute",
    "trr_": "transfer_reversal",
    "tu_": "topup",
}


def new_id(prefix: str) -> str:
    """A new id, such as pi_3f9…"""
    return prefix + "_" + "".join(secrets.choice(_LETTERS) for _ in range(24))


def make(kind: str, prefix: str, account: str = "", **data: Any) -> SandboxObject:
    """Stores a new object."""
    now = timezone.now()
    object_id = new_id(prefix)
    head = {"id": object_id, "object": kind, "created": stamp(now), "livemode": False}
    return SandboxObject.objects.create(
        id=object_id, kind=kind, account=account, data=head | data, created_at=now
    )


def stamp(moment: datetime) -> int:
    """A moment as Stripe writes it."""
    return int(moment.timestamp())


def find(
    kind: str, object_id: str, account: str = "", *, param: str = "id", lock: bool = False
) -> SandboxObject:
    """The object, locked when it is going to change; refused when it is not there."""
    rows = SandboxObject.objects.select_for_update() if lock else SandboxObject.objects.all()
    found = rows.filter(pk=object_id, kind=kind, account=account).first()
    if found is None:
        raise missing(kind, object_id, param)
    return found


def change(row: SandboxObject, **data: Any) -> SandboxObject:
    """Sets fields of an object."""
    row.data |= data
    row.save(update_fields=["data"])
    return row


def metadata(call: Call, before: Data | None = None) -> Data:
    """The object's metadata after the call: given keys are set, empty ones taken away."""
    merged = (before or {}) | call.group("metadata")
    return {name: value for name, value in merged.items() if value != ""}


def shown(row: SandboxObject) -> Data:
    """The object as the API shows it."""
    return {name: value for name, value in row.data.items() if not name.startswith("_")}


def listed(call: Call, kind: str, **filters: Any) -> Data:
    """A page of objects of a kind, newest first; `filters` that are empty do not count."""
    rows = SandboxObject.objects.filter(kind=kind, account=call.account)
    if given := {name: value for name, value in filters.items() if value}:
        rows = rows.filter(data__contains=given)
    page, more = page_of(call, rows)
    return list_of(call.path, [shown(row) for row in page], more)


def list_of(url: str, data: list[Data], more: bool = False) -> Data:
    """A list as the API shows it."""
    return {"object": "list", "url": url, "has_more": more, "data": data}


def page_of(call: Call, rows: QuerySet[Any]) -> tuple[list[Any], bool]:
    """The rows of a page, newest first, and whether there are more."""
    limit = call.integer("limit") or 10
    if not 1 <= limit <= 100:
        raise invalid("Invalid limit: must be between 1 and 100", "limit")
    rows = _between(call, rows)
    backwards = bool(call.text("ending_before"))
    if edge := call.text("starting_after") or call.text("ending_before"):
        rows = rows.filter(_beyond(rows.model, edge, "gt" if backwards else "lt"))
    order = ("created_at", "id") if backwards else ("-created_at", "-id")
    found = list(rows.order_by(*order)[: limit + 1])
    page = found[:limit]
    return (page[::-1] if backwards else page), len(found) > limit


def _beyond(model: Any, edge: str, side: str) -> Q:
    row = model.objects.filter(pk=edge).first()
    if row is None:
        raise missing("object", edge, "starting_after")
    later = Q(**{f"created_at__{side}": row.created_at})
    same = Q(created_at=row.created_at, **{f"id__{side}": edge})
    # said twice, since only the first is a range that the index can begin at
    return Q(**{f"created_at__{side}e": row.created_at}) & (later | same)


def _between(call: Call, rows: QuerySet[Any]) -> QuerySet[Any]:
    for side, value in call.group("created").items():
        if side not in {"gt", "gte", "lt", "lte"} or not value.isdigit():
            raise invalid("Invalid created", "created")
        rows = rows.filter(**{f"created_at__{side}": datetime.fromtimestamp(int(value), UTC)})
    return rows


def expanded(call: Call, data: Data) -> Data:
    """The answer with what `expand[]` asks for put in place of its id."""
    paths = call.params.get("expand", [])
    for path in [paths] if isinstance(paths, str) else paths:
        _expand(data, path.split("."))
    return data


def _expand(data: Any, path: list[str], known: Mapping[str, Data] = NOTHING) -> None:
    """Puts objects in place of their ids, those of a list read in one query (`known`)."""
    if isinstance(data, list):
        known = _objects({item.get(path[0]) for item in data})
        for item in data:
            _expand(item, path, known)
        return
    if not isinstance(data, dict) or path[0] not in data:
        raise invalid(f"This property cannot be expanded ({path[0]}).", "expand")
    if isinstance(data[path[0]], str):
        data[path[0]] = known.get(data[path[0]]) or _object(data[path[0]])
    if path[1:] and data[path[0]] is not None:
        _expand(data[path[0]], path[1:])


def _objects(ids: set[Any]) -> dict[str, Data]:
    """The objects among these values, by id."""
    rows = SandboxObject.objects.filter(pk__in=[one for one in ids if isinstance(one, str)])
    return {row.pk: shown(row) for row in rows if row.kind == _kind_of(row.pk)}


def _object(object_id: str) -> Data:
    from payments.sandbox.books import movement_shown

    if object_id.startswith("txn_"):
        return movement_shown(object_id)
    row = SandboxObject.objects.filter(pk=object_id, kind=_kind_of(object_id)).first()
    if row is None:
        raise invalid(f"This property cannot be expanded ({object_id}).", "expand")
    return shown(row)


def _kind_of(object_id: str) -> str:
    return next((kind for prefix, kind in _EXPANDABLE.items() if object_id.startswith(prefix)), "")
