"""What is written in bundles: filtered as comments are, and reported to the moderators (T1, T4)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from payments.bundles.making import bundle_say, bundle_start
from payments.models import Bundle, BundleMessage
from social.models import Report
from tests.payments.shop import text_of


@pytest.fixture
def bundle(buyer: Client, dress: Listing, bea: User) -> Bundle:
    return bundle_start(actor=bea, buyer=bea, listing=dress)


@pytest.fixture
def message(bundle: Bundle, ana: User) -> BundleMessage:
    """Ana's words."""
    return bundle_say(actor=ana, bundle=bundle, body="Only by post card.")


def report(client: Client, message: BundleMessage, **data: Any) -> Any:
    return client.post(reverse("payments:bundle_report", args=[message.pk]), data, follow=True)


def test_words_that_ask_to_pay_elsewhere_are_refused_beside_the_field(
    bundle: Bundle, buyer: Client
) -> None:
    say = reverse("payments:bundle_say", args=[bundle.reference])
    answer = buyer.post(say, {"body": "Can I pay you by Venmo?"})
    assert answer.status_code == 422
    page = text_of(answer)
    assert "“Venmo”: please pay on the site alone." in page
    assert "Can I pay you by Venmo?" in page
    assert not BundleMessage.objects.exists()


def test_a_message_is_reported_with_its_words_once(
    message: BundleMessage, buyer: Client, ana: User, bea: User
) -> None:
    door = reverse("payments:bundle_report", args=[message.pk])
    assert door in text_of(buyer.get(message.bundle.get_absolute_url()))
    assert "Only by post card." in text_of(buyer.get(door))
    for _ in range(2):
        page = text_of(report(buyer, message, category="offsite", details="She insists"))
        assert "Our staff will look at it" in page
    found = Report.objects.get()
    assert (found.reporter, found.closet, found.category) == (bea, ana.closet, "offsite")
    assert found.details == f"Bundle message {message.pk}: “Only by post card.”\nShe insists"


def test_a_report_needs_a_category(message: BundleMessage, buyer: Client) -> None:
    assert report(buyer, message, details="x").status_code == 422
    assert not Report.objects.exists()


def test_nobody_else_and_nobody_about_themselves(
    message: BundleMessage, seller: Client, stranger: Client, buyer: Client
) -> None:
    system = message.bundle.messages.create(body="An item left.")
    for client, row in ((stranger, message), (seller, message), (buyer, system)):
        assert report(client, row, category="spam").status_code == 404
    door = reverse("payments:bundle_report", args=[message.pk])
    assert door not in text_of(seller.get(message.bundle.get_absolute_url()))
    assert not Report.objects.exists()
