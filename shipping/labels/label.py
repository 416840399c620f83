"""The 4 by 6 inch label, laid out as the Postal Service's Ground Advantage labels are."""

from dataclasses import dataclass
from datetime import date

from shipping.addresses import PostalAddress
from shipping.labels.drawing import INCH, Page
from shipping.labels.impb import PackageBarcode
from shipping.labels.text import BOLD, printable

WIDTH = 4 * INCH
HEIGHT = 6 * INCH
MARGIN = 10.0
MODULE = 3 * INCH / 203
SAMPLE = "SAMPLE, NOT VALID POSTAGE"


@dataclass(frozen=True)
class LabelFacts:
    """Everything that a label says. `sample` marks labels that no carrier has paid for."""

    from_address: PostalAddress
    to_address: PostalAddress
    weight_lb: int
    mailed_on: date
    expected_on: date
    barcode: PackageBarcode
    reference: str
    sample: bool


def label_page(facts: LabelFacts) -> Page:
    """Lay the label out; the sections follow each other from the top."""
    page = Page(WIDTH, HEIGHT)
    page.frame(2, 2, WIDTH - 4, HEIGHT - 4)
    _postage(page, facts)
    _service(page)
    _sender(page, facts)
    _recipient(page, facts)
    _tracking(page, facts)
    _foot(page, facts)
    return page


def _postage(page: Page, facts: LabelFacts) -> None:
    page.words(26, 366, "G", 68, BOLD)
    page.box(98, 350, 1.5, HEIGHT - 352)
    x, right = 108, WIDTH - MARGIN
    paid = "NO POSTAGE PAID" if facts.sample else "US POSTAGE PAID"
    page.words(x, 412, paid, 11, BOLD)
    page.right(right, 412, "PoshPost", 9, BOLD)
    page.words(x, 398, f"{facts.mailed_on:%m/%d/%Y}", 8)
    page.words(x, 387, f"From {facts.from_address.zip5}", 8)
    page.words(x, 376, f"{facts.weight_lb} lb 0 oz", 8)
    page.right(right, 398, "Commercial", 8)
    page.right(right, 387, "Flat rate parcel", 8)
    page.right(right, 376, f"Ref {facts.reference}", 8)
    if facts.sample:
        page.words(x, 358, SAMPLE, 10, BOLD)


def _service(page: Page) -> None:
    page.rule(350, thick=2, left=2, right=2)
    page.centred(330, "USPS GROUND ADVANTAGE", top=17, width=WIDTH - 2 * MARGIN)
    page.rule(323, thick=2, left=2, right=2)


def _sender(page: Page, facts: LabelFacts) -> None:
    lines = _capitals(facts.from_address)
    page.paragraph(MARGIN, 319, lines, width=172, height=52, top=8)
    right = WIDTH - MARGIN
    page.right(right, 309, f"Expected {facts.expected_on:%m/%d/%y}", 8)
    page.right(right, 298, "Tracked, no signature", 8)


def _recipient(page: Page, facts: LabelFacts) -> None:
    if facts.sample:
        page.stamp(178, "SAMPLE", 56)
    page.words(MARGIN, 250, "SHIP", 8, BOLD)
    page.words(MARGIN, 240, "TO:", 8, BOLD)
    lines = _capitals(facts.to_address)
    page.paragraph(44, 262, lines, width=WIDTH - 44 - MARGIN, height=94, top=12, font=BOLD)


def _tracking(page: Page, facts: LabelFacts) -> None:
    page.rule(162, thick=3, left=2, right=2)
    page.centred(149, "USPS TRACKING #", top=10, width=WIDTH)
    page.barcode(68, facts.barcode.symbol, module=MODULE, height=74)
    page.centred(54, facts.barcode.readable, top=11, width=WIDTH - 2 * MARGIN)
    page.rule(46, thick=3, left=2, right=2)


def _foot(page: Page, facts: LabelFacts) -> None:
    if facts.sample:
        page.centred(26, SAMPLE, top=13, width=WIDTH - 2 * MARGIN)
    page.centred(12, "Prepaid by PoshPost for one parcel", top=8, width=WIDTH - 2 * MARGIN)


def _capitals(address: PostalAddress) -> list[str]:
    """Address lines as post offices ask for them."""
    return [printable(line.upper()).upper() for line in address.lines]
