"""The seller's smaller forms on a phone: what axe finds, and whether they fit."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from closets.models import User
from listings.models import Listing, Size
from listings.services.drafts import draft_start
from listings.services.stock import stock_set
from tests.browsers import faults

WRONG = {"sizes": "-1", "price": "lots", "edit": "lots"}
"""By page, what its last field does not take."""


@pytest.fixture
def ana(phone: Page) -> User:
    """The seller, who is signed in on the phone."""
    return User.objects.get(username="ana")


@pytest.mark.parametrize("name", WRONG)
def test_axe_finds_nothing(phone: Page, dress: Listing, name: str) -> None:
    phone.goto(reverse(f"listings:{name}", args=[dress.pk]))
    assert faults(phone) == []
    phone.locator("form.form input:not([type=hidden])").last.fill(WRONG[name])
    phone.locator("form.form").evaluate("form => form.submit()")
    expect(phone.locator(".field__errors").first).to_be_visible()
    assert faults(phone) == []


def test_drafts_and_bin_too(phone: Page, ana: User, dress: Listing) -> None:
    draft_start(actor=ana)
    Listing.objects.filter(pk=dress.pk).update(deleted_at=timezone.now())
    phone.goto(reverse("listings:sell"))
    assert faults(phone) == []


def test_pieces_are_counted_by_keyboard_alone(
    phone: Page, ana: User, dress: Listing, medium: Size
) -> None:
    small = Size.objects.create(group="women-dresses", label="S", position=1)
    stock_set(actor=ana, listing=dress, pieces={small: 1})
    phone.goto(reverse("listings:sizes", args=[dress.pk]))
    phone.get_by_label(re.compile(r"^S\b")).focus()
    phone.keyboard.press("Tab")
    expect(phone.get_by_label(re.compile(r"^M\b"))).to_be_focused()
    phone.keyboard.type("3")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/edit")
    dress.refresh_from_db()
    assert (dress.quantity, dress.in_sizes) == (4, True)
