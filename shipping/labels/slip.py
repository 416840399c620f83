"""The packing slip that goes into the parcel."""

from dataclasses import dataclass
from datetime import date

from shipping.labels.drawing import INCH, Page
from shipping.labels.text import BOLD

WIDTH = 6 * INCH
HEIGHT = 4 * INCH
MARGIN = 14.0


@dataclass(frozen=True)
class SlipFacts:
    """What the slip says: two names, one line a thing inside, how to find it again."""

    sender: str
    recipient: str
    contents: tuple[str, ...]
    note: str
    tracking: str
    packed_on: date
    reference: str


def slip_page(facts: SlipFacts) -> Page:
    """Lay the slip out on a page of 6 by 4 inches; no address and no price is on it."""
    page = Page(WIDTH, HEIGHT)
    right = WIDTH - MARGIN
    page.words(MARGIN, HEIGHT - 28, "Packing slip", 16, BOLD)
    page.right(
        right, HEIGHT - 24, f"{facts.packed_on:%B} {facts.packed_on.day}, {facts.packed_on.year}", 9
    )
    page.right(right, HEIGHT - 36, f"Ref {facts.reference}", 9)
    page.rule(HEIGHT - 44, left=MARGIN, right=MARGIN)
    _party(page, MARGIN, "From", facts.sender)
    _party(page, WIDTH / 2, "For", facts.recipient)
    page.words(MARGIN, HEIGHT - 106, "In this parcel", 8)
    page.paragraph(
        MARGIN,
        HEIGHT - 112,
        list(facts.contents),
        width=WIDTH - 2 * MARGIN,
        height=112,
        top=11,
        font=BOLD,
    )
    page.rule(58, left=MARGIN, right=MARGIN)
    page.paragraph(MARGIN, 54, [facts.note], width=WIDTH - 2 * MARGIN, height=26, top=9)
    page.words(MARGIN, 14, f"Tracking {facts.tracking}", 9)
    return page


def _party(page: Page, x: float, role: str, name: str) -> None:
    page.words(x, HEIGHT - 58, role, 8)
    width = WIDTH / 2 - 2 * MARGIN
    page.paragraph(x, HEIGHT - 62, [name], width=width, height=30, top=11, font=BOLD)
