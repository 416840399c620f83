"""Listing an item, from photos to the closet."""

from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from tests.pictures import located, picture, picture_file
from tests.road.people import Person


@dataclass(frozen=True)
class Item:
    """What is listed; price in dollars, as it is typed."""

    title: str
    price: str = "48"
    description: str = "Floats when you walk. Worn to one wedding. Smoke-free home."
    category: str = "Maxi Dresses"
    size: str = "M"
    brand: str = "Free People"


def list_item(seller: Person, item: Item, *, axe: bool = False) -> str:
    """Photos, words, a draft that is kept, and on sale; returns the listing's address."""
    seller.go("/sell/")
    seller.look("sell", axe=axe)
    seller.press("New listing")
    _photos(seller)
    _words(seller, item)
    seller.press("Save draft")
    seller.sees("Draft saved.")
    _draft_is_kept(seller, item)
    seller.look("sell-form", axe=axe)
    seller.press("Publish")
    expect(seller.page.get_by_role("heading", name=item.title, exact=True)).to_be_visible()
    seller.sees("is on sale")
    seller.waits_for(lambda: seller.page.locator(".gallery__photo").nth(2))
    seller.look("listing-own", axe=axe)
    return seller.page.url.removeprefix(seller.site.url)


def _photos(seller: Person) -> None:
    """Three photos with a place in their EXIF, as a phone takes them."""
    kinds = ("front", "back", "tag")
    files = [
        {
            "name": f"{kind}.jpg",
            "mimeType": "image/jpeg",
            "buffer": picture_file(picture(900 + step, 1200), exif=located()),
        }
        for step, kind in enumerate(kinds)
    ]
    seller.page.locator("#id_photos").set_input_files(files)  # type: ignore[arg-type]
    if seller.scripts:
        expect(seller.page.locator("#photo-list .photo-item")).to_have_count(3)


def _words(seller: Person, item: Item) -> None:
    seller.write(title=item.title, description=item.description, brand=item.brand)
    if seller.scripts:
        seller.press("Women")
    seller.choose("category", item.category)
    if not seller.scripts:
        seller.press("Save draft")  # which offers the sizes of the category
    seller.choose("size", item.size)
    seller.choose("condition", "like_new")
    seller.choose("colours", "blue")
    seller.choose("style_tags", "boho")
    seller.write(original_price="128", price=item.price)
    if seller.scripts:
        seller.sees("You earn")


def _draft_is_kept(seller: Person, item: Item) -> None:
    """Leaving and coming back finds everything as it was, the photos ready."""
    seller.go("/sell/")
    seller.follow(item.title)
    pictures = seller.page.locator("#photo-list .photo-item__picture img")
    seller.waits_for(lambda: pictures.nth(2))
    expect(pictures).to_have_count(3)
    expect(seller.field("title")).to_have_value(item.title)
    expect(seller.field("description")).to_have_value(item.description)
    expect(seller.field("brand")).to_have_value(item.brand)
    expect(seller.field("price")).to_have_value(f"{item.price}.00")


def find_everywhere(person: Person, item: Item, closet: str, *, axe: bool = False) -> None:
    """On the closet page, in its category, by its words."""
    places = {
        "closet": f"/closets/{closet}/",
        "category": "/categories/women/dresses/maxi/?sort=just_in",
        "search": f"/search/?q={item.title.replace(' ', '+')}",
    }
    for name, path in places.items():
        person.go(path)
        expect(card(person, item)).to_be_visible()
        person.look(name, axe=axe)


def card(person: Person, item: Item) -> Locator:
    """The item's card on this page."""
    return person.page.locator(".card", has=person.page.get_by_role("link", name=item.title))


def reason_in_feed(person: Person, item: Item, *, pages: int = 20) -> str:
    """Why the item is in the person's feed, read from its card, as far down as it takes."""
    person.go("/")
    for _ in range(pages):
        found = card(person, item).locator(".card__why")
        if found.count():
            return found.inner_text().strip()
        _more(person)
    raise AssertionError(f"{item.title} is not in the feed of {person.name}")


def _more(person: Person) -> None:
    """The next page: by itself when scrolled to with scripts, a link without."""
    if not person.scripts:
        person.page.locator("a[rel=next]").click()
        return
    cards = person.page.locator(".card")
    shown = cards.count()
    person.page.locator("a[rel=next]").scroll_into_view_if_needed()
    expect(cards.nth(shown)).to_be_attached()
