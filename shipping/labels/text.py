"""Words on a label: which letters the font has, how wide they are, how to make them fit.

The font is Bitstream Vera, which comes with reportlab: Latin letters with the usual accents. What
it lacks is written without the accent, and other scripts in ASCII, so that every name can be read
by the person who sorts the parcel.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import reportlab
from anyascii import anyascii
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "Vera"
BOLD = "VeraBd"
LEADING = 1.2
SIZES = tuple(size / 2 for size in range(24, 7, -1))
COMFORTABLE = 8.0
_FONTS = Path(reportlab.__file__).parent / "fonts"


@dataclass(frozen=True)
class Block:
    """Lines that fit their box, and the size in points that they fit at."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING


def font_path(font: str) -> str:
    """The file of one of the two fonts."""
    return str(_FONTS / f"{font}.ttf")


@cache
def _face(font: str) -> TTFont:
    face = TTFont(font, font_path(font))
    pdfmetrics.registerFont(face)
    return face


def text_width(text: str, font: str, size: float) -> float:
    """Width in points."""
    return float(_face(font).stringWidth(text, size))


def printable(text: str) -> str:
    """`text` in letters that the font has, on one line."""
    composed = unicodedata.normalize("NFC", text)
    drawn = "".join(_letter(letter) for letter in composed)
    return " ".join(drawn.split())


def _letter(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    if category in {"So", "Sk", "Cf", "Co", "Cn", "Cs"}:
        return ""
    if _has(letter):
        return letter
    bare = "".join(part for part in unicodedata.normalize("NFD", letter) if part.isalpha())
    return bare if bare and _has(bare) else anyascii(letter)


def _has(letters: str) -> bool:
    glyphs = _face(REGULAR).face.charToGlyph
    return all(ord(letter) in glyphs for letter in letters)


def fit(lines: list[str], *, width: float, height: float, font: str, top: float) -> Block:
    """Set `lines` into a box as large as they go, never larger than `top` points, never cut.

    Lines stay whole while they can be read at a comfortable size; then they wrap, then shrink.
    """
    for size in SIZES:
        if COMFORTABLE <= size <= top and _is_narrow(lines, width, font, size):
            block = Block(tuple(lines), size)
            if block.height <= height:
                return block
    for size in (size for size in SIZES if size <= top):
        block = Block(tuple(_wrap_all(lines, width, font, size)), size)
        if block.height <= height:
            return block
    return block


def _is_narrow(lines: list[str], width: float, font: str, size: float) -> bool:
    return all(text_width(line, font, size) <= width for line in lines)


def _wrap_all(lines: list[str], width: float, font: str, size: float) -> list[str]:
    return [part for line in lines for part in _wrap(line, width, font, size)]


def _wrap(line: str, width: float, font: str, size: float) -> list[str]:
    parts: list[str] = []
    current = ""
    for word in line.split():
        joined = f"{current} {word}".strip()
        if text_width(joined, font, size) <= width:
            current = joined
            continue
        if current:
            parts.append(current)
        *whole, current = _split(word, width, font, size)
        parts.extend(whole)
    return [*parts, current] if current else parts


def _split(word: str, width: float, font: str, size: float) -> list[str]:
    """A word too long for any line, in pieces that are not."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, font, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
