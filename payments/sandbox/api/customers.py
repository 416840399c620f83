"""/v1/customers"""

from payments.sandbox.calls import Call, Data
from payments.sandbox.routes import LISTING, route
from payments.sandbox.store import change, find, listed, make, metadata, shown

FIELDS = ("email", "name", "description", "phone")


@route("post", "customers", *FIELDS, "address", "shipping", "metadata")
def create(call: Call) -> Data:
    row = make(
        "customer",
        "cus",
        call.account,
        **{name: call.text(name) or None for name in FIELDS},
        address=call.group("address") or None,
        shipping=call.group("shipping") or None,
        metadata=metadata(call),
        balance=0,
        currency=None,
        default_source=None,
        delinquent=False,
        invoice_settings={"default_payment_method": None},
    )
    return shown(row)


@route("get", "customers/{id}")
def retrieve(call: Call) -> Data:
    return shown(find("customer", call.ids["id"], call.account))


@route("post", "customers/{id}", *FIELDS, "metadata", "invoice_settings")
def update(call: Call) -> Data:
    row = find("customer", call.ids["id"], call.account, lock=True)
    given: Data = {name: call.text(name) or None for name in FIELDS if name in call.params}
    if "invoice_settings" in call.params:
        given["invoice_settings"] = call.group("invoice_settings")
    return shown(change(row, **given, metadata=metadata(call, row.data["metadata"])))


@route("get", "customers", *LISTING, "email")
def list_(call: Call) -> Data:
    return listed(call, "customer", email=call.text("email"))


@route("get", "customers/{id}/payment_methods", *LISTING, "type")
def payment_methods(call: Call) -> Data:
    find("customer", call.ids["id"], call.account)
    return listed(call, "payment_method", customer=call.ids["id"], type=call.text("type"))
