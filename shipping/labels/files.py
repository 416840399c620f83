"""The files of a label: 4 by 6 PDF and PNG, and a Letter sheet with label and packing slip."""

from dataclasses import dataclass

from shipping.labels.drawing import INCH, Page
from shipping.labels.label import HEIGHT, WIDTH, LabelFacts, label_page
from shipping.labels.painters import DPI, Placed, pdf_paint, png_paint
from shipping.labels.slip import SlipFacts, slip_page

LETTER_WIDTH = 8.5 * INCH
LETTER_HEIGHT = 11 * INCH
QR_SIDE = 2 * INCH


@dataclass(frozen=True)
class LabelFiles:
    """One label in the three forms that people print."""

    pdf: bytes
    letter: bytes
    png: bytes


def label_files(facts: LabelFacts, slip: SlipFacts) -> LabelFiles:
    """Draw all three; the same facts give the same bytes."""
    page = label_page(facts)
    return _files(page, png_paint(page), slip, f"PoshPost label {facts.barcode.readable}")


def label_picture_files(picture: bytes, slip: SlipFacts, *, title: str) -> LabelFiles:
    """All three around a label that the carrier drew: a PNG of 4 by 6 inches, kept as it came."""
    return _files(Page(WIDTH, HEIGHT, picture=picture), picture, slip, title)


def slip_pdf(slip: SlipFacts) -> bytes:
    """The packing slip alone, on its own sheet."""
    page = slip_page(slip)
    title = f"Packing slip {slip.reference}"
    return pdf_paint([Placed(page)], width=page.width, height=page.height, title=title)


def counter_code_png(text: str) -> bytes:
    """A QR code for a phone's screen, with the white border that scanners need."""
    page = Page(QR_SIDE, QR_SIDE)
    border = QR_SIDE / 10
    page.qr(border, border, QR_SIDE - 2 * border, text)
    return png_paint(page, dpi=288)


def _files(page: Page, png: bytes, slip: SlipFacts, title: str) -> LabelFiles:
    return LabelFiles(
        pdf=pdf_paint([Placed(page)], width=WIDTH, height=HEIGHT, title=title),
        letter=_letter(page, slip_page(slip), title),
        png=png,
    )


def _letter(label: Page, slip: Page, title: str) -> bytes:
    """Two halves of a Letter sheet: the label above the fold, the slip below."""
    half = LETTER_HEIGHT / 2
    fold = Page(LETTER_WIDTH, 1)
    fold.rule(0.5, thick=0.5, left=18, right=18)
    left = (LETTER_WIDTH - label.height) / 2
    above = Placed(label, left, _on_dots(half + (half - label.width) / 2), turned=True)
    below = Placed(slip, (LETTER_WIDTH - slip.width) / 2, (half - slip.height) / 2)
    placed = [above, Placed(fold, 0, half), below]
    return pdf_paint(placed, width=LETTER_WIDTH, height=LETTER_HEIGHT, title=title)


def _on_dots(points: float) -> float:
    """The nearest place where a label printer's dots begin: bars between two dots print blurred."""
    return round(points * DPI / INCH) * INCH / DPI
