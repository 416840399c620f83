"""Between members: like, comment, follow, share, buy."""

import re

from playwright.sync_api import expect

from tests.road.people import Person
from tests.road.selling import Item

BUY = re.compile("^Buy now")
GOOD, DECLINED = "4242 4242 4242 4242", "4000 0000 0000 0002"


def follow_closet(person: Person, closet: str, *, axe: bool = False) -> None:
    person.go(f"/closets/{closet}/")
    person.look("closet-new", axe=axe)
    person.press(f"Follow {closet}")
    expect(person.button(f"Following {closet}")).to_be_visible()


def make_friends(person: Person, path: str, item: Item, *, axe: bool = False) -> None:
    """Likes the item, asks about it, and shares it to followers."""
    person.go(path)
    person.look("listing", axe=axe)
    person.press(f"Like {item.title}")
    expect(
        person.page.get_by_role("button", name=f"Like {item.title}", exact=True, pressed=True).first
    ).to_be_visible()
    person.write(body="Is the lining silk too?")
    person.press("Comment")
    person.sees("Is the lining silk too?")
    person.press("Share to followers")
    person.sees("to your followers")
    person.go("/likes/")
    person.sees(item.title)
    person.look("likes", axe=axe)


def reserve(person: Person, path: str, *, axe: bool = False) -> None:
    """Presses Buy, and has the item to themselves for ten minutes."""
    person.go(path)
    person.press(BUY)
    expect(person.page.get_by_role("heading", name="Checkout")).to_be_visible()
    person.look("checkout-address", axe=axe)


def too_late(person: Person, path: str, *, axe: bool = False) -> None:
    """Presses Buy on a page that was open before somebody else did."""
    expect(person.page).to_have_url(f"{person.site.url}{path}")
    person.press(BUY)
    expect(person.page.get_by_role("heading", name="Somebody was faster")).to_be_visible()
    person.sees("You have not been charged.")
    person.look("faster", axe=axe)


def say_where(person: Person, *, axe: bool = False) -> int:
    """Gives the address; the whole price adds up. Returns it in cents."""
    person.press("Send it here")
    person.look("checkout-mistakes", axe=axe)
    person.write(name="Bea Lindqvist", street1="1408 Garden St", city="Austin", zip_code="78702")
    person.choose("state", "Texas")
    person.press("Send it here")
    item, shipping, tax, total = _receipt(person)
    assert (item, shipping) == (4800, 649)
    assert tax > 0
    assert total == item + shipping + tax
    person.look("checkout", axe=axe)
    return total


def pay(person: Person, card: str) -> None:
    person.write(number=card, expiry="12/34", cvc="123")
    person.press(re.compile("^Pay "))


def declined(person: Person, *, axe: bool = False) -> None:
    """A card that the bank refuses, a plain word about it, and the item still kept."""
    pay(person, DECLINED)
    person.sees("You have not been charged.")
    person.look("checkout-declined", axe=axe)


def buy(person: Person, *, axe: bool = False) -> str:
    """Pays; returns the order's address."""
    pay(person, GOOD)
    expect(person.page.get_by_role("heading", name=re.compile("^Order "))).to_be_visible()
    person.look("order-buyer", axe=axe)
    return person.page.url.removeprefix(person.site.url)


def _receipt(person: Person) -> list[int]:
    """The amounts of the receipt from top to bottom, in cents."""
    amounts = person.page.locator(".receipt dd")
    expect(amounts).to_have_count(4)
    return [int(re.sub(r"[^0-9]", "", amount)) for amount in amounts.all_inner_texts()]
