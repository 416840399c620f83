"""From a stranger to a member with a style."""

import re

from playwright.sync_api import expect

from tests.road.people import Person

PASSWORD = "a-closet-of-their-own-7"


def join(person: Person, *, axe: bool = False) -> None:
    """Signs up, opens the link in the mail, and comes to the question of style."""
    person.go("/")
    person.look("home-visitor", axe=axe)
    person.follow("Join free")
    person.look("signup", axe=axe)
    email = f"{person.name}@example.com"
    person.write(email=email, username=person.name, password1=PASSWORD)
    person.press("Join Poshmark")
    person.look("verification-sent", axe=axe)
    person.follow(re.compile("outbox"))
    person.look("outbox", axe=axe)
    _confirm(person, email, axe=axe)
    person.sees("What do you love to wear?")


def _confirm(person: Person, email: str, *, axe: bool) -> None:
    """The newest mail to this person holds a link."""
    person.page.locator("li", has_text=email).first.get_by_role("link").click()
    person.look("mail", axe=axe)
    person.page.locator("main a[href*='confirm-email']").click()
    person.look("confirm", axe=axe)
    person.press("Confirm")


def pick_style(person: Person, *, looks: int = 5, axe: bool = False) -> None:
    """Picks looks, brands and a size; the very next feed says why each card is there."""
    person.look("welcome", axe=axe)
    for place in range(looks):
        person.page.locator("label.look").nth(place).click()
    for place in range(3):
        person.page.locator("label.chip").nth(place).click()
    person.choose("size-women-dresses", "M")
    person.press("Show me my feed")
    person.sees("Your feed now follows your style.")
    expect(person.page.locator(".card")).to_have_count(24)
    expect(person.page.locator(".card__why")).to_have_count(24)
    person.look("home", axe=axe)
