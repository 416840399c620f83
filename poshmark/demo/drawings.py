"""Which picture belongs to which photo: the photo's file name says what is drawn on it.

So a worker that knows nothing but the photos can go on drawing after any interruption.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from poshmark.demo.designs import Design

if TYPE_CHECKING:
    from poshmark.demo.drawing import DrawingSpec


SHARES = 2
"""Into how many parts the drawing is divided, one for each worker process."""


def share_of(name: str) -> int:
    """Which part draws the thing of this name."""
    return zlib.crc32(name.encode()) % SHARES


def drawing_name(design: Design, angle: str) -> str:
    """For example "maxi dress.ditsy floral.pink-red.417.boho.front.jpg"."""
    colours = "-".join(design.colours)
    garment = design.garment.drawing
    seed = zlib.crc32(f"{design.index} {garment} {colours}".encode()) % 100_000
    return f"{garment}.{design.pattern}.{colours}.{seed}.{design.style}.{angle}.jpg"


def drawing_read(name: str) -> tuple[DrawingSpec, str]:
    """The specification and the angle of a name made by `drawing_name`."""
    from poshmark.demo.drawing import DrawingSpec

    garment, pattern, colours, seed, style, angle, _ = name.split(".")
    return DrawingSpec(garment, tuple(colours.split("-")), pattern, int(seed), style), angle


def is_front(name: str) -> bool:
    """Whether the picture is the one a card shows."""
    return name.endswith(".front.jpg")
