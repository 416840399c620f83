"""Which part of a picture is shown: always 3:4, the same for every surface, kept as numbers."""

import hashlib
import math
from typing import NamedTuple

RATIO = (3, 4)
LEAST_WIDTH = 200
DIGITS = 4
ROUNDING = 2.5e-4

Box = tuple[int, int, int, int]


class Crop(NamedTuple):
    """A part of an upright picture: left, top, width and height as fractions of its sides."""

    x: float
    y: float
    width: float
    height: float


def crop_fit(crop: Crop, size: tuple[int, int]) -> Crop:
    """The 3:4 part of a picture of `size` pixels that comes nearest to what was asked for.

    Its width counts, between LEAST_WIDTH pixels (or all there are) and the largest that fits; its
    centre stays as far as the picture reaches. Raises ValueError for what is no number.
    """
    if not all(math.isfinite(part) and abs(part) <= 10 for part in crop):
        raise ValueError(crop)
    most = crop_centred(size).width
    width = min(most, max(crop.width, min(most, LEAST_WIDTH / size[0])))
    height = min(1.0, width * size[0] * RATIO[1] / RATIO[0] / size[1])
    x = _inside(crop.x + crop.width / 2 - width / 2, width)
    y = _inside(crop.y + crop.height / 2 - height / 2, height)
    return Crop(*(round(part, DIGITS) for part in (x, y, width, height)))


def crop_kept(crop: Crop, size: tuple[int, int]) -> Crop:
    """The crop itself when it is 3:4 of this picture but for rounding, else the nearest that is.

    Raises ValueError for what is no number.
    """
    fitted = crop_fit(crop, size)
    near = all(abs(one - other) < ROUNDING for one, other in zip(crop, fitted, strict=True))
    return Crop(*(round(part, DIGITS) for part in crop)) if near else fitted


def _inside(start: float, length: float) -> float:
    return min(max(0.0, start), 1.0 - length)


def crop_centred(size: tuple[int, int]) -> Crop:
    """The largest 3:4 part around the centre, as fractions."""
    left, top, right, bottom = crop_box(size)
    return Crop(left / size[0], top / size[1], (right - left) / size[0], (bottom - top) / size[1])


def crop_key(content_hash: str, crop: Crop) -> str:
    """What the sizes of this part of this picture are stored under: 64 hex digits."""
    part = ",".join(f"{number:.{DIGITS}f}" for number in crop)
    return hashlib.sha256(f"{content_hash}:{part}".encode()).hexdigest()


def crop_pixels(crop: Crop, size: tuple[int, int]) -> Box:
    """The part in pixels: (left, top, right, bottom)."""
    width, height = size
    left, top = round(crop.x * width), round(crop.y * height)
    right = min(width, max(left + 1, round((crop.x + crop.width) * width)))
    bottom = min(height, max(top + 1, round((crop.y + crop.height) * height)))
    return min(left, right - 1), min(top, bottom - 1), right, bottom


def crop_box(size: tuple[int, int], ratio: tuple[int, int] = RATIO) -> Box:
    """The largest box of a ratio (left, top, right, bottom) around the centre of a picture."""
    width, height = size
    across = min(width, height * ratio[0] // ratio[1])
    down = min(height, width * ratio[1] // ratio[0])
    left, top = (width - across) // 2, (height - down) // 2
    return left, top, left + max(1, across), top + max(1, down)
