"""A report, and what staff make of it."""

from playwright.sync_api import expect

from poshmark.demo.logins import PASSWORD
from tests.road.people import Person
from tests.road.selling import Item

REASON = "The stitching of the tag is not the brand's."


def report(person: Person, path: str, *, axe: bool = False) -> None:
    person.go(path)
    person.follow("Report this listing")
    person.look("report", axe=axe)
    person.choose("category", "counterfeit")
    person.write(details="The tag looks wrong.")
    person.press("Send report")
    person.sees("Thank you")


def sign_in_as_staff(staff: Person) -> None:
    """Sam comes in by the staff's own door."""
    staff.go("/staff/")
    staff.look("staff-login")
    staff.page.get_by_label("Username").fill("sam")
    staff.page.get_by_label("Password").fill(PASSWORD)
    staff.press("Log in")
    expect(staff.page.get_by_role("heading", name="Today's work")).to_be_visible()


def remove(staff: Person, item: Item) -> None:
    """Finds the report in the queue, reads the evidence, and removes the listing."""
    staff.go("/staff/social/report/")
    row = staff.page.locator("#result_list tr", has_text=item.title)
    expect(row).to_have_count(1)
    staff.look("staff-queue")
    row.get_by_role("link").first.click()
    staff.sees("The tag looks wrong.")
    staff.page.get_by_label("Effect").select_option(label="Removed")
    staff.page.get_by_label("Rule").select_option(label="No counterfeits or replicas")
    staff.page.get_by_label("Reason").fill(REASON)
    staff.look("staff-decide")
    staff.press("Decide")
    staff.sees("The seller and the reporters have been told.")
