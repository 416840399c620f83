"""A year's earnings as files."""

import csv
import io
from collections.abc import Iterator, Sequence

from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import inch
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, Spacer

from closets.templatetags.money import money
from listings.exchange.text import cell_safe
from payments.earnings.figures import Earned, Earnings, form_1099k

HEAD = ["Released", "Order", "Item", "Price", "Fee", "Shipping", "Changes", "You earned"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
WIDTHS = [0.8, 1.0, 2.0, 0.75, 0.7, 0.7, 0.75, 0.8]
RULES = [
    ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 8),
    ("FONT", (0, 1), (-1, -1), "Helvetica", 8),
    ("ALIGN", (3, 0), (-1, -1), "RIGHT"),
    ("LINEBELOW", (0, 0), (-1, 0), 0.5, "black"),
    ("LINEABOVE", (0, -1), (-1, -1), 0.5, "black"),
]
LONGEST_TITLE = 34


def earnings_csv(earnings: Earnings) -> str:
    """A line for each order and one for the sum; dollars with two decimals."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for line in earnings.lines:
        writer.writerow([*_names(line), *(f"{cents / 100:.2f}" for cents in _cents(line))])
    return out.getvalue()


def earnings_pdf(earnings: Earnings, seller: str) -> bytes:
    """The same on Letter pages, with the sums and the figures of form 1099-K."""
    out = io.BytesIO()
    page = SimpleDocTemplate(
        out, pagesize=LETTER, title=f"Earnings {earnings.year}", author="Poshmark",
        leftMargin=0.5 * inch, rightMargin=0.5 * inch,
    )  # fmt: skip
    page.build(list(_story(earnings, seller)))
    return out.getvalue()


def _story(earnings: Earnings, seller: str) -> Iterator[Flowable]:
    styles = getSampleStyleSheet()
    yield Paragraph(f"Earnings {earnings.year}", styles["Title"])
    yield Paragraph(
        f"@{seller}. Orders released in {earnings.year}, days in UTC.", styles["Normal"]
    )
    yield Spacer(1, 0.2 * inch)
    rows = [[*_names(line), *map(money, _cents(line))] for line in earnings.lines]
    yield _table([HEAD, *rows, _sums(earnings.lines)], WIDTHS)
    yield Spacer(1, 0.3 * inch)
    form = form_1099k(earnings)
    yield Paragraph("Figures of form 1099-K", styles["Heading2"])
    yield Paragraph(
        f"1a Gross amount: {money(form.gross_cents)}. 3 Transactions: {form.transactions}.",
        styles["Normal"],
    )
    yield _table([MONTHS, [money(cents) for cents in form.months_cents]], [0.62] * 12)


def _table(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> LongTable:
    return LongTable(rows, colWidths=[width * inch for width in widths], repeatRows=1, style=RULES)


def _names(line: Earned) -> list[str]:
    return [f"{line.released_at:%Y-%m-%d}", line.number, cell_safe(line.title[:LONGEST_TITLE])]


def _cents(line: Earned) -> list[int]:
    return [
        line.item_cents,
        -line.fee_cents,
        -line.shipping_cents,
        line.changes_cents,
        line.net_cents,
    ]


def _sums(lines: Sequence[Earned]) -> list[str]:
    columns = [sum(column) for column in zip(*map(_cents, lines), strict=True)] or [0] * 5
    return ["Sum", "", "", *map(money, columns)]
