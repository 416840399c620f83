"""/v1/accounts and /v1/account_links: Connect Express accounts and their onboarding."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from payments.models import SandboxObject
from payments.sandbox.calls import Call, Data, invalid, missing
from payments.sandbox.events import emit
from payments.sandbox.routes import LISTING, route
from payments.sandbox.store import change, find, list_of, make, metadata, page_of, shown, stamp

TO_DO = ["external_account", "individual.verification", "tos_acceptance.date"]


@route(
    "post",
    "accounts",
    "type",
    "country",
    "email",
    "capabilities",
    "business_type",
    "business_profile",
    "individual",
    "settings",
    "metadata",
)
def create(call: Call) -> Data:
    if call.needed("type") != "express" or call.text("country", "US") != "US":
        raise invalid("The sandbox knows express accounts in the US only", "type")
    row = make(
        "account",
        "acct",
        type="express",
        country="US",
        default_currency="usd",
        email=call.text("email") or None,
        business_type=call.text("business_type") or None,
        business_profile=call.group("business_profile"),
        capabilities=dict.fromkeys(call.group("capabilities"), "inactive"),
        charges_enabled=False,
        payouts_enabled=False,
        details_submitted=False,
        external_accounts={"object": "list", "data": [], "has_more": False},
        requirements={"currently_due": TO_DO, "disabled_reason": "requirements.past_due"},
        settings={"payouts": {"schedule": {"interval": "manual"}}},
        metadata=metadata(call),
    )
    return shown(row)


@route("get", "accounts/{id}")
def retrieve(call: Call) -> Data:
    return shown(find("account", call.ids["id"]))


@route("get", "accounts", *LISTING)
def list_(call: Call) -> Data:
    page, more = page_of(call, SandboxObject.objects.filter(kind="account"))
    return list_of(call.path, [shown(row) for row in page], more)


@route("post", "accounts/{id}", "email", "metadata", "business_profile", "settings")
def update(call: Call) -> Data:
    row = find("account", call.ids["id"], lock=True)
    if email := call.text("email"):
        change(row, email=email)
    return shown(change(row, metadata=metadata(call, row.data["metadata"])))


@route("delete", "accounts/{id}")
def delete(call: Call) -> Data:
    row = find("account", call.ids["id"], lock=True)
    change(row, charges_enabled=False, payouts_enabled=False, deleted=True)
    return {"id": row.pk, "object": "account", "deleted": True}


@route("post", "account_links", "account", "type", "refresh_url", "return_url")
def link(call: Call) -> Data:
    row = find("account", call.needed("account"), param="account", lock=True)
    if call.needed("type") not in {"account_onboarding", "account_update"}:
        raise invalid("Invalid type", "type")
    change(row, _return_url=call.needed("return_url"), _refresh_url=call.needed("refresh_url"))
    now = timezone.now()
    return {
        "object": "account_link",
        "created": stamp(now),
        "expires_at": stamp(now + timedelta(minutes=5)),
        "url": settings.SITE_URL + reverse("payments:sandbox_onboarding", args=[row.pk]),
    }


@route("post", "accounts/{id}/login_links")
def login_link(call: Call) -> Data:
    row = find("account", call.ids["id"])
    url = settings.SITE_URL + reverse("payments:sandbox_onboarding", args=[row.pk])
    return {"object": "login_link", "created": stamp(timezone.now()), "url": url}


def account_exists(account: str) -> bool:
    """Whether a connected account is ours."""
    rows = SandboxObject.objects.filter(pk=account, kind="account")
    return rows.exclude(data__has_key="deleted").exists()


def account_needed(account: str, param: str) -> SandboxObject:
    """A connected account that a parameter names, not deleted."""
    if not account_exists(account):
        raise missing("destination", account, param)
    return find("account", account)


def onboard(row: SandboxObject, bank_number: str) -> None:
    """The seller finished the form; `bank_number` decides what becomes of payouts."""
    bank = {
        "id": row.pk.replace("acct_", "ba_"),
        "object": "bank_account",
        "account": row.pk,
        "bank_name": "STRIPE TEST BANK",
        "country": "US",
        "currency": "usd",
        "last4": bank_number[-4:],
        "routing_number": "110000000",
        "status": "new",
    }
    change(
        row,
        charges_enabled=True,
        payouts_enabled=True,
        details_submitted=True,
        capabilities=dict.fromkeys(row.data["capabilities"], "active"),
        external_accounts={"object": "list", "data": [bank], "has_more": False},
        requirements={"currently_due": [], "disabled_reason": None},
        _bank_number=bank_number,
    )
    emit("account.updated", row)
