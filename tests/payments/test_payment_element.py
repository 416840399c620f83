"""Paying with Stripe's keys set (P1): the card is typed into Stripe's frame, never into ours.

The sandbox stands for Stripe's API, and a few lines of script for Stripe.js; the rest is the site.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from closets.models import User
from listings.models import Listing
from payments import stripe_client
from payments.models import Checkout, SandboxObject
from payments.offers.selectors import cards_of
from poshmark.csp import content_security_policy
from tests.browsers import signed_in_context
from tests.payments.paying import bank_page, is_paid, nothing_happened
from tests.payments.shop import TOTAL, checkout_of, text_of

SECURE = "pm_card_authenticationRequired"
CARD_FIELDS = ("number", "expiry", "cvc")
STRIPE_JS = """
window.Stripe = (key) => {
  window.asked = [key];
  const answers = [
    { error: { message: "Your card number is incomplete." } },
    { paymentMethod: { id: "pm_card_authenticationRequired" } },
  ];
  return {
    elements: (options) => {
      window.asked.push(options);
      return {
        create: (kind) => ({ mount: (place) => { place.textContent = `Stripe's ${kind} form`; } }),
        submit: async () => ({}),
      };
    },
    createPaymentMethod: async () => answers.shift(),
  };
};
"""


@pytest.fixture(autouse=True)
def keys(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A site with keys, whose calls to Stripe end at the sandbox."""
    settings.STRIPE_SECRET_KEY = "sk_test_element"
    settings.STRIPE_PUBLISHABLE_KEY = "pk_test_element"
    settings.CONTENT_SECURITY_POLICY = content_security_policy(pictures=[], with_stripe=True)
    monkeypatch.setattr(stripe_client, "_Live", _near)
    stripe_client._client.cache_clear()
    yield
    stripe_client._client.cache_clear()


def _near(timeout: float) -> Any:
    return stripe_client._Sandbox()


def pay_url(checkout: Checkout) -> str:
    return reverse("payments:checkout_pay", args=[checkout.reference])


@pytest.mark.django_db
def test_the_page_has_stripe_s_place_and_no_card_fields_of_ours(
    checkout: Checkout, buyer: Client
) -> None:
    answer = buyer.get(checkout.get_absolute_url())
    page = text_of(answer)
    assert 'data-stripe="pk_test_element"' in page
    assert f'data-amount="{TOTAL}"' in page
    assert "sk_test" not in page
    assert not [name for name in CARD_FIELDS if f'name="{name}"' in page]
    assert 'autocomplete="cc-' not in page
    policy = [part.split() for part in answer["Content-Security-Policy"].split(";")]
    scripts = ["script-src", "'self'", "https://js.stripe.com", "https://*.js.stripe.com"]
    assert scripts in policy
    assert ["connect-src", "'self'", "https://api.stripe.com"] in policy


@pytest.mark.django_db
def test_the_cards_page_asks_stripe_too(buyer: Client) -> None:
    page = text_of(buyer.get(reverse("payments:cards")))
    assert 'data-stripe="pk_test_element"' in page
    assert not [name for name in CARD_FIELDS if f'name="{name}"' in page]


def test_without_keys_nothing_of_stripe_s_may_be_loaded() -> None:
    policy = content_security_policy(pictures=[], with_stripe=False)
    assert "stripe" not in str(policy)
    assert policy["DIRECTIVES"]["frame-src"] == ["'none'"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    [
        {"number": "4242 4242 4242 4242", "expiry": "09/39", "cvc": "123"},
        {"method_id": "4242424242424242"},
        {},
    ],
)
def test_a_number_that_somebody_sends_us_is_not_taken_and_not_shown_again(
    sent: dict[str, str], checkout: Checkout, buyer: Client
) -> None:
    answer = buyer.post(pay_url(checkout), sent)
    assert answer.status_code == 422
    assert "4242" not in text_of(answer)
    nothing_happened(checkout)
    assert not SandboxObject.objects.filter(kind="payment_method").exists()


@pytest.mark.django_db
def test_a_payment_method_s_id_pays(checkout: Checkout, buyer: Client, ana: User) -> None:
    answer = buyer.post(pay_url(checkout), {"method_id": "pm_card_visa"})
    assert answer.status_code == 302
    is_paid(checkout, ana)


@pytest.mark.django_db
def test_the_bank_s_page_leads_back_and_stripe_is_asked_what_came_of_it(
    checkout: Checkout, buyer: Client, ana: User
) -> None:
    """What the address says on the way back is nobody's word."""
    page = bank_page(buyer.post(pay_url(checkout), {"method_id": SECURE}))
    back = reverse("payments:checkout_return", args=[checkout.reference])
    forged = {"redirect_status": "succeeded", "payment_intent": "pi_forged"}
    assert buyer.get(back, forged)["Location"].endswith(page)
    nothing_happened(checkout, "paying")
    home = buyer.post(page, {"confirm": ""})["Location"]
    assert "redirect_status=succeeded" in home
    assert buyer.get(home).status_code == 302
    is_paid(checkout, ana)


@pytest.mark.django_db
def test_a_card_is_kept_by_its_id(buyer: Client, bea: User) -> None:
    answer = buyer.post(reverse("payments:cards"), {"method_id": "pm_card_visa"})
    assert answer.status_code == 302
    assert [card.last4 for card in cards_of(bea)] == ["4242"]


@pytest.mark.django_db(transaction=True)
def test_a_browser_types_the_card_into_stripe_s_form_and_comes_back_from_the_bank(
    browser: Browser,
    live_server: LiveServer,
    settings: Settings,
    buyer: Client,
    dress: Listing,
    ana: User,
    bea: User,
) -> None:
    settings.SITE_URL = live_server.url
    checkout = checkout_of(buyer, dress)
    page = signed_in_context(browser, live_server.url, bea).new_page()
    page.route("https://js.stripe.com/**", _stripe_js)
    sent = _sent(page)
    page.goto(checkout.get_absolute_url())
    expect(page.get_by_text("Stripe's payment form")).to_be_visible()
    page.get_by_role("button", name="Pay $54.71").click()
    expect(page.get_by_text("Your card number is incomplete.")).to_be_visible()
    assert page.evaluate("window.asked") == [
        "pk_test_element",
        {
            "mode": "payment",
            "amount": TOTAL,
            "currency": "usd",
            "paymentMethodCreation": "manual",
            "paymentMethodTypes": ["card"],
        },
    ]
    page.get_by_role("button", name="Pay $54.71").click()
    page.get_by_role("button", name="Confirm the payment").click()
    expect(page.get_by_text("is packing it")).to_be_visible()
    page.context.close()
    is_paid(checkout, ana)
    assert [row for row in sent if "pay" in row[0]] == [
        (pay_url(checkout), ["csrfmiddlewaretoken", "due", "method_id"])
    ]


def _stripe_js(route: Route) -> None:
    route.fulfill(content_type="text/javascript", body=STRIPE_JS)


def _sent(page: Page) -> list[tuple[str, list[str]]]:
    """The forms that the page sends from now on: path, and names of the fields."""
    sent: list[tuple[str, list[str]]] = []

    def note(request: Any) -> None:
        if request.method == "POST":
            fields = [part.split("=")[0] for part in (request.post_data or "").split("&")]
            sent.append(("/" + request.url.split("/", 3)[3], sorted(fields)))

    page.on("request", note)
    return sent
