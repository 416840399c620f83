"""Contact sheets to judge the drawings by: python -m poshmark.demo.drawing sheet OUT.png."""

import argparse
import sys
import time
from collections.abc import Iterator

from PIL import Image

from . import ANGLES, COLOURS, GARMENTS, PATTERNS, STYLES, DrawingSpec, draw

TILE = (180, 240)
Shot = tuple[DrawingSpec, str]


def garments(seed: int) -> Iterator[Shot]:
    """Every garment from every angle, colours and styles in turn."""
    for i, name in enumerate(GARMENTS):
        colours = COLOURS[i % len(COLOURS)], COLOURS[(i + 5) % len(COLOURS)]
        spec = DrawingSpec(name, colours, "plain", seed + i, STYLES[i % len(STYLES)])
        yield from ((spec, angle) for angle in ANGLES)


def patterns(seed: int) -> Iterator[Shot]:
    """Every pattern in three colourings on a shirt, front and close up."""
    pairs = (("navy", "white"), ("cream", "red", "green"), ("black", "tan"))
    for name in PATTERNS:
        for colours in pairs:
            spec = DrawingSpec("blouse", colours, name, seed, "minimal")
            yield from ((spec, angle) for angle in ("front", "detail"))


def colours(seed: int) -> Iterator[Shot]:
    """Every colour on a T-shirt, a sweater and a leather jacket."""
    for name in ("t-shirt", "sweater", "leather jacket"):
        for slug in COLOURS:
            for nudge in range(3):
                yield DrawingSpec(name, (slug,), "plain", seed + nudge, "minimal"), "front"


SHEETS = {"sheet": garments, "patterns": patterns, "colours": colours}


def contact_sheet(shots: list[Shot], columns: int) -> tuple[Image.Image, float]:
    """All shots as tiles on one picture, and the processor's milliseconds a shot."""
    rows = -(-len(shots) // columns)
    sheet = Image.new("RGB", (columns * TILE[0], rows * TILE[1]), "white")
    started = time.process_time()
    for i, (spec, angle) in enumerate(shots):
        place = i % columns * TILE[0], i // columns * TILE[1]
        sheet.paste(draw(spec, angle).resize(TILE, Image.Resampling.LANCZOS), place)
    return sheet, (time.process_time() - started) * 1000 / len(shots)


def main() -> None:
    """Draw the sheet named on the command line and say how long a picture takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sheet", choices=SHEETS)
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--columns", type=int, default=12)
    asked = parser.parse_args()
    sheet, spent = contact_sheet(list(SHEETS[asked.sheet](asked.seed)), asked.columns)
    sheet.save(asked.out)
    sys.stdout.write(f"{spent:.0f} ms of processor time a picture\n")


if __name__ == "__main__":
    main()
