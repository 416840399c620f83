"""One thing understood of a query, and the patterns of sizes, prices and measurements in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from listings.measures.shapes import LABELS
from listings.search.phrases import MEASURES
from listings.search.plain import Token
from listings.search.vocabulary import Vocabulary

UNDER = {"under", "below", "max", "maximum", "<", "upto", "lessthan", "cheaperthan", "nomorethan"}
OVER = {"over", "above", "min", "minimum", ">", "morethan", "atleast", "startingat"}
DOLLARS = {"dollars", "dollar", "usd", "bucks"}
SYSTEMS = {"us", "eu", "uk"}
LETTERS = {"xxs", "xs", "xl", "xxl", "2xl", "3xl", "4xl", "1x", "2x", "3x", "4x", "5x"}
MOST_DOLLARS = 999_999


@dataclass(frozen=True)
class Part:
    """A run of tokens (`start` to `end`) and what it means.

    kind: as of `Meaning`, or "size", "price", "measure", "word"; values: ids, slugs, (least,
    most) cents with None for open, or (kind, least, most) millimetres.
    """

    kind: str
    name: str
    values: tuple[object, ...]
    start: int
    end: int


Found = Part | None


def size_at(words: Sequence[Token], at: int, vocab: Vocabulary, *, alone: bool) -> Found:
    """A size that begins at `at`: "sz 8", "8.5", "32x30", "w32 l30", "eu 38", "2t", "xl".

    alone: whether there is nothing else in the query, which makes a bare letter no size.
    """
    text = [word.text for word in words[at : at + 5]]
    if text[0] in {"size", "sz", "sizes"} and len(text) > 1:
        found = _label(text, 1, vocab)
        return found and _size(vocab, found[0], at, at + 1 + found[1])
    if (crossed := _waist_by_inseam(text)) and crossed[0] in vocab.sizes:
        return _size(vocab, crossed[0], at, at + crossed[1])
    if text[0] in SYSTEMS and len(text) > 1 and text[1].replace(".", "").isdigit():
        label = text[1] if text[0] == "us" else f"{text[1]}{text[0]}"
        return _size(vocab, label, at, at + 2)
    bare = text[0] in LETTERS or ("." in text[0] and text[0][0].isdigit())
    bare = bare or (text[0][-1] in "tx" and text[0][:-1].isdigit())
    if "-" in text[0] and (baby := _label(text, 0, vocab)):
        return _size(vocab, baby[0], at, at + baby[1])
    bare = bare or (text[0] in {"s", "m", "l", "newborn", "preemie"} and not alone)
    return _size(vocab, text[0], at, at + 1) if bare else None


def _label(text: list[str], start: int, vocab: Vocabulary) -> tuple[str, int] | None:
    """The longest run from `start` that is a size's label, and its length."""
    for length in (3, 2, 1):
        run = "".join(text[start : start + length])
        if run in vocab.sizes and len(text) >= start + length:
            return run, length
    return None


def _waist_by_inseam(text: list[str]) -> tuple[str, int] | None:
    if "x" in text[0] and text[0].replace("x", "").isdigit():
        return text[0], 1
    if len(text) > 2 and text[1] == "x" and text[0].isdigit() and text[2].isdigit():
        return f"{text[0]}x{text[2]}", 3
    if len(text) > 1 and text[0][:1] == "w" and text[1][:1] == "l":
        waist, inseam = text[0][1:], text[1][1:]
        return (f"{waist}x{inseam}", 2) if waist.isdigit() and inseam.isdigit() else None
    return None


def _size(vocab: Vocabulary, label: str, start: int, end: int) -> Found:
    ids = vocab.sizes.get(label)
    return Part("size", f"Size {vocab.labels[label]}", ids, start, end) if ids else None


def price_at(words: Sequence[Token], at: int) -> Found:
    """A price that begins at `at`: "under $50", "$20-40", "20 to 40 dollars", "over 100"."""
    text = [word.text for word in words[at : at + 8]]
    for length in (3, 2, 1):
        sign = "".join(text[:length])
        if sign in UNDER | OVER and (amount := _amount(text, length)):
            number, used = amount
            bounds = (None, number) if sign in UNDER else (number, None)
            return _price(bounds, at, at + length + used)
    first = 1 if text[0] in {"between", "from"} else 0
    if ranged := _range(text, first):
        return _price(ranged[0], at, at + first + ranged[1])
    if text[0] == "$" and (amount := _amount(text, 0)):
        return _price((None, amount[0]), at, at + amount[1])
    if (amount := _amount(text, 0)) and text[amount[1] - 1] in DOLLARS:
        return _price((None, amount[0]), at, at + amount[1])
    return None


def _amount(text: list[str], start: int) -> tuple[int, int] | None:
    """Cents at `start`, and how many tokens say so."""
    at = start + (start < len(text) and text[start] == "$")
    cents = _cents(text[at]) if at < len(text) else None
    if cents is None:
        return None
    tail = at + 1 < len(text) and text[at + 1] in DOLLARS
    return cents, at + 1 + tail - start


def _cents(text: str) -> int | None:
    if not text.replace(".", "", 1).isdigit() or not text.isascii() or len(text) > 9:
        return None
    cents = int(Decimal(text) * 100)
    return cents if cents <= MOST_DOLLARS * 100 else None


def _range(text: list[str], start: int) -> tuple[tuple[int, int], int] | None:
    """Two amounts with "-", "to" or "and" between; money must be said of one of them."""
    flat = [
        (part, at)
        for at, whole in enumerate(text[start:])
        for part in (whole.replace("-", " - ").split() if whole[0].isdigit() else [whole])
    ]
    words = [part for part, _ in flat]
    first = _amount(words, 0)
    if not first or first[1] >= len(words):
        return None
    between = words[first[1]] in {"to", "and", "-"}
    second = _amount(words, first[1] + between) if between or words[first[1]] == "$" else None
    if not second:
        return None
    used = first[1] + between + second[1]
    if not start and not {"$", *DOLLARS} & set(words[:used]):
        return None
    low, high = sorted((first[0], second[0]))
    return (low, high), flat[used - 1][1] + 1


def _price(bounds: tuple[int | None, int | None], start: int, end: int) -> Part:
    return Part("price", price_name(*bounds), bounds, start, end)


def price_name(least: int | None, most: int | None) -> str:
    """The chip's words."""
    if least is None:
        return f"Up to {_dollars(most or 0)}"
    return f"From {_dollars(least)}" if most is None else f"{_dollars(least)} to {_dollars(most)}"


def _dollars(cents: int) -> str:
    return f"${cents / 100:,.2f}".removesuffix(".00")


def measure_at(words: Sequence[Token], at: int) -> Found:
    """A measurement that begins at `at`: "pit to pit 48 ± 2 cm", "inseam 30"."""
    text = [word.text for word in words[at : at + 9]]
    for length in (4, 3, 2, 1):
        kind = MEASURES.get("".join(text[:length]))
        if kind and (lengths := _lengths(text[length:])):
            middle, within, used = lengths
            bounds = (kind, middle - within, middle + within)
            return Part("measure", measure_name(*bounds), bounds, at, at + length + used)
    return None


def _lengths(text: list[str]) -> tuple[int, int, int] | None:
    """Millimetres in the middle and to either side, and how many tokens say so."""
    number, unit, used = _length(text)
    if number is None:
        return None
    within, within_used = Decimal(0), 0
    if used < len(text) and text[used] == "±":
        more, second, within_used = _length(text[used + 1 :])
        within, within_used = (more or Decimal(0)), within_used + 1
        unit = unit or second
    unit = unit or ("in" if number < 45 else "cm")
    scale = Decimal("25.4") if unit == "in" else Decimal(10)
    most = round(number * scale)
    return (most, round(within * scale) if within else 10, used + within_used) if most else None


def _length(text: list[str]) -> tuple[Decimal | None, str, int]:
    if not text:
        return None, "", 0
    units = {"cm": "cm", "in": "in", "inch": "in", "inches": "in", "centimetres": "cm"}
    digits = text[0].rstrip("abcdefghijklmnopqrstuvwxyz")
    tail = text[0][len(digits) :]
    if not digits.replace(".", "", 1).isdigit() or not digits.isascii() or len(digits) > 6:
        return None, "", 0
    if tail:
        return (Decimal(digits), units[tail], 1) if tail in units else (None, "", 0)
    follows = text[1] if len(text) > 1 else ""
    return Decimal(digits), units.get(follows, ""), 1 + (follows in units)


def measure_name(kind: str, least: int, most: int) -> str:
    """ "Pit to pit 46 to 50 cm"."""
    return f"{LABELS[kind]} {least / 10:g} to {most / 10:g} cm"
