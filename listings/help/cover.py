"""The colours of the thing on a photo, by our sixteen names.

Pixels like the picture's edge are taken for background; the rest is split by k-means in CIE Lab,
where distances are those the eye sees, and each part gets the name it lies nearest to. Gold and
silver are told by their shine, not their hue, and are never guessed from a photo.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from listings.models.choices import Colour

Pixels = NDArray[np.float32]

SIZE = (60, 80)
EDGE = 4
BACKGROUND_DISTANCE = 13.0
LEAST_THING = 0.06
PARTS = 4
ROUNDS = 12
LEAST_SHARE = 0.2
MOST_COLOURS = 2

# Hues that people give these names, as hex sRGB.
HUES: dict[Colour, str] = {
    Colour.BLACK: "101012 232326 2e2e30",
    Colour.GREY: "5d6066 75787e 8f9195 b0b1b3",
    Colour.WHITE: "ffffff f4f4f4 e4e4e4",
    Colour.CREAM: "f0e6d3 eee2cb e7d9bd d9ccb2",
    Colour.TAN: "c8a17a bd966b d2b48c b59a78",
    Colour.BROWN: "6f4a34 7f563d 5b3c2d 4a3222",
    Colour.RED: "b02a30 c0383b 8e2230 d42020 6a1a26",
    Colour.PINK: "e5a9b3 d88a9a efc4c8 cf5a80 f06ba8",
    Colour.ORANGE: "d6793f de8d55 c46331 ef7f2a a8502a",
    Colour.YELLOW: "e3bc50 eed07c d8a838 f5d830",
    Colour.GREEN: "637d5f 35604e 92a47e 6f7740 2e8b57 3f4a30 a8d8b0",
    Colour.BLUE: "5582b4 80a5cc 40699f a4bfd9 2f66b4 1f8aa0 4a6078",
    Colour.NAVY: "263352 222d47 2f3d60 1a2440",
    Colour.PURPLE: "70508b a28bbd 553a66 8040a0 c8b0dc",
}
NAMES = [colour for colour, hues in HUES.items() for _ in hues.split()]

TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
     [0.0193339, 0.1191920, 0.9503041]], dtype=np.float32,
)  # fmt: skip
WHITE_POINT = np.array([0.95047, 1.0, 1.08883], dtype=np.float32)


def cover_colours(picture: Image.Image, box: tuple[int, int, int, int]) -> list[Colour]:
    """Up to two colours of the thing inside a box of an RGB picture, the larger part's first."""
    small = np.asarray(picture.resize(SIZE, Image.Resampling.BOX, box=box, reducing_gap=2.0))
    lab = lab_of(small.reshape(-1, 3))
    thing = lab[_is_thing(lab)]
    parts = _parts(thing)
    shares: dict[Colour, float] = {}
    for centre, share in parts:
        name = nearest(centre)
        shares[name] = shares.get(name, 0) + share
    named = sorted(shares, key=lambda name: -shares[name])
    return [name for name in named[:MOST_COLOURS] if shares[name] >= LEAST_SHARE]


def lab_of(rgb: NDArray[Any]) -> Pixels:
    """Rows of 8-bit sRGB as CIE Lab (D65)."""
    share = rgb.astype(np.float32) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    xyz = linear.astype(np.float32) @ TO_XYZ.T / WHITE_POINT
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    x, y, z = f[:, 0], f[:, 1], f[:, 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=1).astype(np.float32)


def nearest(lab: Pixels) -> Colour:
    """The colour name whose hues lie nearest; light and shade count less than the hue."""
    away = (HUE_POINTS - lab) * np.array([0.7, 1.0, 1.0], dtype=np.float32)
    return NAMES[int((away**2).sum(axis=1).argmin())]


def _is_thing(lab: Pixels) -> NDArray[np.bool_]:
    """Which pixels are unlike the edge; when hardly any are, those in the middle."""
    rows, columns = np.indices((SIZE[1], SIZE[0]))
    inside = (rows >= EDGE) & (rows < SIZE[1] - EDGE)
    inside &= (columns >= EDGE) & (columns < SIZE[0] - EDGE)
    edge = lab[~inside.ravel()]
    backdrop = np.stack([centre for centre, share in _parts(edge) if share >= 0.1])
    away = np.sqrt(((lab[:, None] - backdrop[None]) ** 2).sum(axis=2)).min(axis=1)
    thing: NDArray[np.bool_] = away > BACKGROUND_DISTANCE
    if thing.mean() >= LEAST_THING:
        return thing
    across, down = columns / SIZE[0] - 0.5, rows / SIZE[1] - 0.5
    return np.asarray(across**2 + down**2 < 0.3**2).ravel()


def _parts(points: Pixels) -> list[tuple[Pixels, float]]:
    """k-means: (centre, share of the points), begun from the points' spread in lightness."""
    order = points[np.argsort(points[:, 0], kind="stable")]
    places = ((np.arange(PARTS) + 0.5) / PARTS * len(order)).astype(int)
    centres = order[places]
    for _ in range(ROUNDS):
        nearest_to = ((points[:, None] - centres[None]) ** 2).sum(axis=2).argmin(axis=1)
        counts = np.bincount(nearest_to, minlength=PARTS)
        sums = np.stack([np.bincount(nearest_to, points[:, i], PARTS) for i in range(3)], axis=1)
        filled = counts > 0
        centres = np.where(filled[:, None], sums / np.maximum(counts, 1)[:, None], centres)
        centres = centres.astype(np.float32)
    return [(centres[i], counts[i] / len(points)) for i in range(PARTS) if counts[i]]


def _bytes_of(code: str) -> list[int]:
    return list(bytes.fromhex(code))


HUE_POINTS = lab_of(np.array([_bytes_of(hue) for hues in HUES.values() for hue in hues.split()]))
