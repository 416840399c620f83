"""/v1/payment_methods: cards, by Stripe's test numbers or tokens."""

from django.utils import timezone

from payments.models import SandboxObject
from payments.sandbox.calls import Call, Data, Declined, Refusal, invalid
from payments.sandbox.cards import BY_ALIAS, BY_NUMBER, MESSAGES, Secure, TestCard, number_is_valid
from payments.sandbox.events import emit
from payments.sandbox.routes import LISTING, route
from payments.sandbox.store import change, find, listed, make, metadata, shown


@route("post", "payment_methods", "type", "card", "billing_details", "metadata")
def create(call: Call) -> Data:
    if call.needed("type") != "card":
        raise invalid("The sandbox knows cards only", "type")
    card = call.group("card")
    known = _by_token(card["token"]) if "token" in card else _by_number(card)
    row = card_make(known, call.account, card, call.group("billing_details"))
    return shown(change(row, metadata=metadata(call)))


@route("get", "payment_methods/{id}")
def retrieve(call: Call) -> Data:
    return shown(find("payment_method", call.ids["id"], call.account))


@route("get", "payment_methods", *LISTING, "customer", "type")
def list_(call: Call) -> Data:
    return listed(
        call, "payment_method", customer=call.text("customer"), type=call.text("type", "card")
    )


@route("post", "payment_methods/{id}/attach", "customer")
def attach(call: Call) -> Data:
    row = payment_method_find(call, call.ids["id"])
    customer = find("customer", call.needed("customer"), call.account, param="customer")
    if row.data["customer"] not in {None, customer.pk}:
        raise invalid("The payment method you provided has already been attached to a customer.")
    card = card_of(row)
    if card.code and not card.attaches:
        raise Declined(402, **decline_error(card.code, card.decline_code))
    return shown(attach_to(row, customer.pk))


@route("post", "payment_methods/{id}/detach")
def detach(call: Call) -> Data:
    row = find("payment_method", call.ids["id"], call.account, lock=True)
    if row.data["customer"] is None:
        raise invalid("The payment method you provided is not attached to a customer.")
    emit("payment_method.detached", change(row, customer=None, _detached=True))
    return shown(row)


def attach_to(row: SandboxObject, customer: str) -> SandboxObject:
    """Saves a card with a customer; doing it twice is doing it once."""
    if row.data["customer"] != customer:
        emit("payment_method.attached", change(row, customer=customer))
    return row


def card_make(
    card: TestCard, account: str = "", given: Data | None = None, billing: Data | None = None
) -> SandboxObject:
    """Stores a payment method; the number itself is not kept."""
    given = given or {}
    this_year = timezone.now().year
    return make(
        "payment_method",
        "pm",
        account,
        type="card",
        customer=None,
        metadata={},
        billing_details={"address": None, "email": None, "name": None, "phone": None}
        | (billing or {}),
        card={
            "brand": card.brand,
            "display_brand": card.brand,
            "country": "US",
            "exp_month": int(given.get("exp_month", 12)),
            "exp_year": int(given.get("exp_year", this_year + 5)),
            "fingerprint": f"sandbox{card.last4}{card.brand}",
            "funding": card.funding,
            "last4": card.last4,
            "checks": {"cvc_check": "pass" if given.get("cvc") else None},
            "three_d_secure_usage": {"supported": True},
        },
        _card=card.alias,
        _saved=card.saved_already,
    )


def payment_method_find(call: Call, object_id: str) -> SandboxObject:
    """A stored payment method, or a new one for a test token such as pm_card_visa."""
    if object_id.startswith("pm_card_"):
        return card_make(_by_token("tok_" + object_id.removeprefix("pm_card_")), call.account)
    row = find("payment_method", object_id, call.account, param="payment_method", lock=True)
    if row.data.get("_detached"):
        raise invalid("This PaymentMethod was detached from a Customer. It may not be used again.")
    return row


def card_of(row: SandboxObject) -> TestCard:
    """The test card behind a payment method."""
    return BY_ALIAS[row.data["_card"]]


def needs_secure(row: SandboxObject, *, off_session: bool) -> bool:
    """Whether the bank wants the buyer to confirm this payment."""
    secure = card_of(row).secure
    if secure == Secure.UNLESS_SAVED:
        return not (off_session and row.data["_saved"])
    return secure == Secure.ALWAYS


def decline_error(code: str, decline_code: str, **more: object) -> Data:
    """The error of a card that was refused."""
    return {
        "type": "card_error",
        "code": code,
        "decline_code": decline_code,
        "message": MESSAGES[decline_code],
        "doc_url": f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}",
        **more,
    }


def _by_token(token: str) -> TestCard:
    if card := BY_ALIAS.get(token.removeprefix("tok_")):
        return card
    raise invalid(f"No such token: '{token}'", "payment_method", "resource_missing")


def _by_number(card: Data) -> TestCard:
    number = card.get("number", "")
    if not number_is_valid(number):
        raise _card_error("incorrect_number", "Your card number is incorrect.", "number")
    _check_expiry(card)
    if not (card.get("cvc", "").isdigit() and len(card["cvc"]) in {3, 4}):
        raise _card_error("invalid_cvc", "Your card's security code is invalid.", "cvc")
    if known := BY_NUMBER.get(number):
        return known
    raise Declined(402, **decline_error("card_declined", "live_mode_test_card"))


def _check_expiry(card: Data) -> None:
    month, year = card.get("exp_month", ""), card.get("exp_year", "")
    if not (month.isdigit() and 1 <= int(month) <= 12):
        raise _card_error(
            "invalid_expiry_month", "Your card's expiration month is invalid.", "exp_month"
        )
    now = timezone.now()
    if not (year.isdigit() and (now.year, now.month) <= (int(year), int(month))):
        raise _card_error(
            "invalid_expiry_year", "Your card's expiration year is invalid.", "exp_year"
        )
    if int(year) > now.year + 50:
        raise _card_error(
            "invalid_expiry_year", "Your card's expiration year is invalid.", "exp_year"
        )


def _card_error(code: str, message: str, param: str) -> Refusal:
    return Refusal(402, type="card_error", code=code, message=message, param=param)
