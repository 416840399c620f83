"""From the label to the money in the bank."""

import re

import pypdfium2
import zxingcpp
from playwright.sync_api import Locator, expect

from payments.models import Payout
from tests.road.people import Person

ACCEPT = re.compile("^Accept")
SOON = (
    "from datetime import timedelta; from django.utils import timezone;"
    "from payments.sandbox.control import payouts_settle;"
    "payouts_settle(timezone.now() + timedelta(minutes=5))"
)


def give_address(seller: Person, order: str, *, axe: bool = False) -> None:
    """The label waits for an address to ship from; the seller saves one and uses it."""
    seller.go("/sales/")
    seller.look("sales", axe=axe)
    seller.go(order)
    seller.look("order-seller-new", axe=axe)
    seller.go("/settings/addresses/new/")
    seller.write(name="Ana Ramos", street1="212 Orchard Ave", city="Portland", zip_code="97214")
    seller.choose("state", "Oregon")
    seller.page.locator("label", has_text="Ship from here").click()
    seller.look("address", axe=axe)
    seller.press("Save address")
    seller.sees("Address saved.")
    seller.look("addresses", axe=axe)
    seller.go(order)
    seller.press("Ship from my saved address")


def print_label(seller: Person, *, axe: bool = False) -> str:
    """Downloads the PDF and reads its barcode; returns the tracking number."""
    link = seller.waits_for(lambda: seller.page.get_by_role("link", name="Print the label, 4 by 6"))
    seller.look("order-seller", axe=axe)
    path = link.get_attribute("href")
    assert path
    answer = seller.context.request.get(path)
    assert answer.headers["content-type"] == "application/pdf"
    numbers = [code for code in _barcodes(answer.body()) if code.startswith("420")]
    assert len(numbers) == 1
    shown = seller.page.get_by_text(re.compile("Tracking number")).inner_text()
    tracking = re.sub(r"[^0-9]", "", shown)
    assert numbers[0].endswith(tracking)
    assert numbers[0].startswith("42078702")
    return tracking


def _barcodes(pdf: bytes) -> list[str]:
    """The digits of every barcode on the first page, as a scanner at 203 dpi sees it."""
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=203 / 72).to_pil()
    return [re.sub(r"[^0-9]", "", code.text) for code in zxingcpp.read_barcodes(image)]


def travel(seller: Person, buyer: Person, order: str, tracking: str, *, axe: bool = False) -> None:
    """The carrier scans the parcel, first at the counter, then on to the door."""
    _carry(seller, tracking, "accepted")
    seller.go(order)
    seller.waits_for(lambda: seller.page.locator(".badge", has_text="Shipped"))
    _carry(seller, tracking, "delivered")
    buyer.go(order)
    buyer.waits_for(lambda: buyer.page.get_by_role("button", name=ACCEPT))
    buyer.look("order-delivered", axe=axe)


def _carry(seller: Person, tracking: str, to: str) -> None:
    seller.site.run("manage.py", "carrier_advance", "--shipment", tracking, "--to", to)


def accept(buyer: Person, *, axe: bool = False) -> None:
    buyer.press(ACCEPT)
    buyer.sees("Complete.")
    buyer.look("order-complete", axe=axe)


def cash_out(seller: Person, net: str, *, axe: bool = False) -> None:
    """The balance shows the net to the cent; Stripe asks for the bank once; the money arrives."""
    seller.go("/balance/")
    expect(seller.page.locator(".stat__value").first).to_have_text(f"${net}")
    seller.look("balance", axe=axe)
    _ask(seller, net)
    expect(seller.page.get_by_role("heading", name="Where should your payouts go?")).to_be_visible()
    seller.look("onboarding", axe=axe)
    seller.press("Save and go back")
    seller.sees("Available")
    _ask(seller, net)
    seller.sees("Your payout is on its way to your bank.")
    seller.waits_for(lambda: _payout(seller, Payout.Status.SENT))
    seller.site.run("manage.py", "shell", "-c", SOON)
    seller.waits_for(lambda: _payout(seller, Payout.Status.PAID))
    expect(seller.page.locator(".stat__value").first).to_have_text("$0.00")
    seller.look("balance-paid", axe=axe)


def _ask(seller: Person, dollars: str) -> None:
    seller.write(amount=dollars)
    seller.press("Pay out")


def _payout(seller: Person, status: Payout.Status) -> Locator:
    """What the page says of a payout in this state."""
    return seller.page.locator("main").get_by_text(status.label, exact=True)
