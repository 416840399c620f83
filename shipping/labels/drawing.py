"""A page as plain shapes, in points from the lower left corner, for the painters to draw."""

from dataclasses import dataclass, field

from shipping.labels.symbols import code128_bars, qr_rows
from shipping.labels.text import BOLD, LEADING, REGULAR, Block, fit, printable, text_width

INCH = 72.0


@dataclass(frozen=True)
class Words:
    """One line of text; x, y is the left end of its baseline."""

    x: float
    y: float
    text: str
    size: float
    font: str = REGULAR
    light: bool = False


@dataclass(frozen=True)
class Box:
    """A filled rectangle; x, y is its lower left corner."""

    x: float
    y: float
    width: float
    height: float
    light: bool = False


Shape = Words | Box


@dataclass
class Page:
    """A sheet of `width` by `height` points and the shapes on it.

    `picture` (a PNG's bytes) fills the sheet beneath them; only a PDF shows it.
    """

    width: float
    height: float
    shapes: list[Shape] = field(default_factory=list)
    picture: bytes = b""

    def rule(self, y: float, *, thick: float = 1.0, left: float = 0, right: float = 0) -> None:
        """A line across the page, centred on `y`, that leaves `left` and `right` free."""
        self.box(left, y - thick / 2, self.width - left - right, thick)

    def box(self, x: float, y: float, width: float, height: float) -> None:
        self.shapes.append(Box(x, y, width, height))

    def frame(self, x: float, y: float, width: float, height: float, thick: float = 1.0) -> None:
        """An empty rectangle with a border inside its bounds."""
        self.box(x, y, width, thick)
        self.box(x, y + height - thick, width, thick)
        self.box(x, y, thick, height)
        self.box(x + width - thick, y, thick, height)

    def words(self, x: float, y: float, text: str, size: float, font: str = REGULAR) -> None:
        self.shapes.append(Words(x, y, text, size, font))

    def centred(self, y: float, text: str, *, top: float, width: float, font: str = BOLD) -> None:
        """One line in the middle of the page, as large as `top` or as `width` allows."""
        size = min(top, top * width / text_width(text, font, top))
        left = (self.width - text_width(text, font, size)) / 2
        self.words(left, y, text, size, font)

    def right(self, x: float, y: float, text: str, size: float, font: str = REGULAR) -> None:
        """One line that ends at `x`."""
        self.words(x - text_width(text, font, size), y, text, size, font)

    def paragraph(
        self,
        x: float,
        y: float,
        lines: list[str],
        *,
        width: float,
        height: float,
        top: float,
        font: str = REGULAR,
    ) -> Block:
        """`lines` in a box whose upper left corner is x, y; returns how they were set."""
        said = [line for line in map(printable, lines) if line]
        block = fit(said, width=width, height=height, font=font, top=top)
        for at, line in enumerate(block.lines):
            baseline = y - block.size - at * block.size * LEADING
            self.words(x, baseline, line, block.size, font)
        return block

    def barcode(self, y: float, symbol: str, *, module: float, height: float) -> None:
        """Code 128 in the middle of the page; `module` is the narrowest bar in points."""
        bars, modules = code128_bars(symbol)
        left = (self.width - modules * module) / 2
        left = round(left / module) * module
        for start, width in bars:
            self.box(left + start * module, y, width * module, height)

    def qr(self, x: float, y: float, side: float, text: str) -> None:
        """A QR code of `side` points; the caller leaves the quiet border white."""
        rows = qr_rows(text)
        module = side / len(rows)
        for at, row in enumerate(rows):
            for start, width in row:
                top = y + side - (at + 1) * module
                self.box(x + start * module, top, width * module, module)

    def stamp(self, y: float, text: str, size: float) -> None:
        """Pale words across the page, under everything drawn after."""
        left = (self.width - text_width(text, BOLD, size)) / 2
        self.shapes.append(Words(left, y, text, size, BOLD, light=True))
