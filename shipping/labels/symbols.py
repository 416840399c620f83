"""Bars and squares: Code 128 and QR as plain numbers, for any painter."""

from itertools import groupby

from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.qr import QrCodeWidget

Run = tuple[int, int]


def code128_bars(symbol: str) -> tuple[list[Run], int]:
    """The dark bars of `symbol` as (start, width) in modules, and the width of the whole code."""
    code = Code128(symbol)
    code.validate()
    code.encode()
    bars: list[Run] = []
    at = 0
    for element in code.decompose():
        width = ord(element.lower()) - ord("a") + 1
        if element.isupper():
            bars.append((at, width))
        at += width
    return bars, at


def qr_rows(text: str) -> list[list[Run]]:
    """A QR code's dark runs row by row, (start, width) in modules, without the quiet border."""
    widget = QrCodeWidget(text, barLevel="M")
    widget.qr.make()
    return [_runs(row) for row in widget.qr.modules]


def _runs(row: list[bool]) -> list[Run]:
    runs: list[Run] = []
    at = 0
    for dark, group in groupby(row, bool):
        width = len(list(group))
        if dark:
            runs.append((at, width))
        at += width
    return runs
