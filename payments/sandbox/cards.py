"""Stripe's test cards and what each of them does (https://docs.stripe.com/testing)."""

from dataclasses import dataclass
from enum import StrEnum


class Secure(StrEnum):
    """When the bank asks for 3-D Secure."""

    NEVER = "never"
    UNLESS_SAVED = "unless_saved"  # once authenticated for later use, it charges off session
    ALWAYS = "always"


@dataclass(frozen=True)
class TestCard:
    """`code` and `decline_code` are what a charge is refused with; empty when it goes through."""

    number: str
    brand: str = "visa"
    alias: str = ""
    code: str = ""
    decline_code: str = ""
    secure: Secure = Secure.NEVER
    saved_already: bool = False
    attaches: bool = True
    dispute: str = ""
    funding: str = "credit"
    says: str = ""

    @property
    def last4(self) -> str:
        return self.number[-4:]


_DECLINED = "card_declined"
CARDS = [
    TestCard("4242424242424242", alias="visa", says="Succeeds"),
    TestCard("4000056655665556", alias="visa_debit", funding="debit", says="Succeeds"),
    TestCard("5555555555554444", brand="mastercard", alias="mastercard", says="Succeeds"),
    TestCard("378282246310005", brand="amex", alias="amex", says="Succeeds"),
    TestCard("6011111111111117", brand="discover", alias="discover", says="Succeeds"),
    TestCard(
        "4000000000000002",
        alias="visa_chargeDeclined",
        code=_DECLINED,
        decline_code="generic_decline",
        attaches=False,
        says="Declined",
    ),
    TestCard(
        "4000000000009995",
        alias="visa_chargeDeclinedInsufficientFunds",
        code=_DECLINED,
        decline_code="insufficient_funds",
        attaches=False,
        says="Insufficient funds",
    ),
    TestCard(
        "4000000000009987",
        alias="visa_chargeDeclinedLostCard",
        code=_DECLINED,
        decline_code="lost_card",
        attaches=False,
        says="Lost card",
    ),
    TestCard(
        "4000000000009979",
        alias="visa_chargeDeclinedStolenCard",
        code=_DECLINED,
        decline_code="stolen_card",
        attaches=False,
        says="Stolen card",
    ),
    TestCard(
        "4100000000000019",
        alias="radarBlock",
        code=_DECLINED,
        decline_code="fraudulent",
        says="Blocked as fraud",
    ),
    TestCard(
        "4000000000000069",
        alias="chargeDeclinedExpiredCard",
        code="expired_card",
        decline_code="expired_card",
        attaches=False,
        says="Expired",
    ),
    TestCard(
        "4000000000000127",
        alias="chargeDeclinedIncorrectCvc",
        code="incorrect_cvc",
        decline_code="incorrect_cvc",
        attaches=False,
        says="Wrong security code",
    ),
    TestCard(
        "4000000000000119",
        alias="chargeDeclinedProcessingError",
        code="processing_error",
        decline_code="processing_error",
        attaches=False,
        says="Processing error",
    ),
    TestCard(
        "4000000000000341",
        alias="chargeCustomerFail",
        code=_DECLINED,
        decline_code="generic_decline",
        says="Can be saved, then declines",
    ),
    TestCard(
        "4000002500003155",
        alias="authenticationRequiredOnSetup",
        secure=Secure.UNLESS_SAVED,
        says="3-D Secure once",
    ),
    TestCard(
        "4000002760003184",
        alias="authenticationRequired",
        secure=Secure.ALWAYS,
        says="3-D Secure always",
    ),
    TestCard(
        "4000003800000446",
        alias="authenticationRequiredSetupForOffSession",
        secure=Secure.UNLESS_SAVED,
        saved_already=True,
        says="Saved for later already",
    ),
    TestCard(
        "4000008400001629",
        alias="authenticationRequiredChargeDeclined",
        secure=Secure.ALWAYS,
        code=_DECLINED,
        decline_code="generic_decline",
        says="3-D Secure, then declined",
    ),
    TestCard(
        "4000008260003178",
        alias="authenticationRequiredChargeDeclinedInsufficientFunds",
        secure=Secure.ALWAYS,
        code=_DECLINED,
        decline_code="insufficient_funds",
        says="3-D Secure, then insufficient funds",
    ),
    TestCard(
        "4000000000000259",
        alias="createDispute",
        dispute="fraudulent",
        says="Succeeds, then is disputed",
    ),
    TestCard(
        "4000000000002685",
        alias="createDisputeProductNotReceived",
        dispute="product_not_received",
        says="Succeeds, then is disputed as not received",
    ),
]
BY_NUMBER = {card.number: card for card in CARDS}
BY_ALIAS = {card.alias: card for card in CARDS}

MESSAGES = {
    "generic_decline": "Your card was declined.",
    "insufficient_funds": "Your card has insufficient funds.",
    "lost_card": "Your card was declined.",
    "stolen_card": "Your card was declined.",
    "fraudulent": "Your card was declined.",
    "expired_card": "Your card has expired.",
    "incorrect_cvc": "Your card's security code is incorrect.",
    "processing_error": "An error occurred while processing your card. Try again in a little bit.",
    "authentication_required": "Your card was declined. This transaction requires authentication.",
    "live_mode_test_card": "Your card was declined. Use one of the test cards.",
}


def number_is_valid(number: str) -> bool:
    """Whether the digits pass the Luhn check that every card number passes."""
    if not (number.isdigit() and number.isascii() and 12 <= len(number) <= 19):
        return False
    digits = [int(digit) for digit in reversed(number)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
