"""Lengths as people write them; stored in whole millimetres."""

import re
from decimal import Decimal

from closets.models import Unit

MM_OF = {Unit.INCHES: Decimal("25.4"), Unit.CENTIMETRES: Decimal(10)}
MOST_MM = 3000
FRACTION = re.compile(r"(?:(\d{1,3})[ -])?(\d{1,2})/(\d{1,2})", re.ASCII)
NUMBER = re.compile(r"\d{1,4}(?:[.,]\d{0,3})?|[.,]\d{1,3}", re.ASCII)
SIGNS = {"\u00bc": " 1/4", "\u00bd": " 1/2", "\u00be": " 3/4", '"': "", "\u2033": "", "\u201d": ""}
NAMES = re.compile(r"(inch(?:es)?|in|cm|centimet(?:re|er)s?)\.?$")


class NoLength(ValueError):
    """The text is no length between 1 mm and 3 m."""


def length_mm(text: str, unit: Unit) -> int:
    """ "19.5", "19 1/2", "19½" and '19,5"' are 495 mm in inches; "48 cm" is what it says.

    unit: of a bare number. Raises NoLength.
    """
    for sign, plain in SIGNS.items():
        text = text.replace(sign, plain)
    text = text.strip().lower()
    if named := NAMES.search(text):
        unit = Unit.CENTIMETRES if named[1].startswith("c") else Unit.INCHES
        text = text[: named.start()].strip()
    mm = round(_number(text) * MM_OF[unit])
    if not 1 <= mm <= MOST_MM:
        raise NoLength(text)
    return mm


def _number(text: str) -> Decimal:
    if parts := FRACTION.fullmatch(text):
        whole, above, below = int(parts[1] or 0), int(parts[2]), int(parts[3])
        if below:
            return whole + Decimal(above) / Decimal(below)
    if NUMBER.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise NoLength(text)


def length_text(mm: int, unit: Unit) -> str:
    """The shortest number that reads as the same millimetres: 489 -> "19.25" or "48.9".

    Inches in eighths where that says it.
    """
    exact = Decimal(mm) / MM_OF[unit]
    eighths = Decimal(round(exact * 8)) / 8
    shortest = ([eighths] if unit == Unit.INCHES else []) + [round(exact, 1), round(exact, 2)]
    same = next(number for number in shortest if round(number * MM_OF[unit]) == mm)
    return f"{same.normalize():f}"


def length_both(mm: int) -> str:
    """For pages that anybody reads: "19.25 in (48.9 cm)"."""
    inches = length_text(mm, Unit.INCHES)
    return f"{inches} in ({length_text(mm, Unit.CENTIMETRES)} cm)"
