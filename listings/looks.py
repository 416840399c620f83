"""How a photo looks, in 38 numbers of our own: its colours and its texture (B6).

Colours are a histogram in CIE Lab, each pixel shared between the neighbouring bins, so that a
little more light changes little; texture is how strongly and in which directions lightness changes,
finely and coarsely: stripes, checks, lace and plain cloth differ there. The middle of the picture,
where the thing is, counts most.
"""

from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from listings.help.cover import lab_of

Numbers = NDArray[np.float32]

SIZE = (72, 96)
GREYS, HUES, SHADES = 6, 10, 2
DIRECTIONS = 6
COLOUR_WEIGHT, TEXTURE_WEIGHT = 0.7, 0.3
GREY_BELOW = 10.0
"""Chroma below which a colour has no hue to speak of."""
ROUGH = 16.0
"""Average change of lightness, fine and coarse together, from which all is equally rough."""
STRONGEST = 3
LENGTH = GREYS + HUES * SHADES + 2 * DIRECTIONS


def look_of(picture: Image.Image) -> bytes:
    """The look of an upright RGB picture, one byte a number."""
    small = np.asarray(picture.convert("RGB").resize(SIZE, Image.Resampling.BOX, reducing_gap=2.0))
    lab = lab_of(small.reshape(-1, 3))
    weights = _middle()
    colours = _colours(lab, weights.ravel())
    light = lab[:, 0].reshape(SIZE[1], SIZE[0])
    texture = np.concatenate([_texture(light, weights, step) for step in (1, 4)])
    rough = min(1.0, float(texture.sum() / weights.sum()) / ROUGH) ** 0.5
    parts = COLOUR_WEIGHT * _even(colours), TEXTURE_WEIGHT * rough * _even(texture)
    return (np.concatenate(parts) * 255).round().astype(np.uint8).tobytes()


def look_codes(look: bytes) -> list[int]:
    """Coarse codes, of which alike looks share one: each two of the three strongest colours."""
    numbers = np.frombuffer(look, np.uint8).astype(int)
    colours = numbers[: LENGTH - 2 * DIRECTIONS]
    order = np.argsort(-colours, kind="stable")[:STRONGEST]
    strong = [int(one) for one in order if colours[one]]
    pairs = [*combinations(sorted(strong), 2)] or [(strong[0], strong[0])]
    return [first * 64 + second for first, second in pairs]


def look_distances(look: bytes, others: list[bytes]) -> Numbers:
    """How unlike each of the others is: 0 for the same, about 1 for nothing in common."""
    if not others:
        return np.zeros(0, np.float32)
    rows = np.frombuffer(b"".join(others), np.uint8).reshape(-1, LENGTH).astype(np.float32)
    this = np.frombuffer(look, np.uint8).astype(np.float32)
    return np.asarray(np.sqrt(((rows - this) ** 2).sum(axis=1)) / 255, np.float32)


def _middle() -> Numbers:
    """Weights of the pixels, 1 in the middle."""
    across = (np.arange(SIZE[0]) + 0.5) / SIZE[0] - 0.5
    down = (np.arange(SIZE[1]) + 0.5) / SIZE[1] - 0.5
    away = across[None] ** 2 + down[:, None] ** 2
    return np.exp(-away / 0.08).astype(np.float32)


def _colours(lab: Numbers, weights: Numbers) -> Numbers:
    """Greys by lightness, then hues by light and dark."""
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    grey = np.clip(1.5 - chroma / GREY_BELOW, 0, 1)
    greys = _shared(lab[:, 0] / 100 * (GREYS - 1), GREYS, weights * grey)
    turn = (np.arctan2(lab[:, 2], lab[:, 1]) / (2 * np.pi)) % 1
    dark = np.clip((65 - lab[:, 0]) / 20, 0, 1)
    hues = [
        _shared(turn * HUES, HUES, weights * (1 - grey) * share, round_trip=True)
        for share in (dark, 1 - dark)
    ]
    return np.concatenate([greys, *hues])


def _shared(
    places: NDArray[Any], bins: int, weights: NDArray[Any], *, round_trip: bool = False
) -> Numbers:
    """A histogram in which each place is shared between the two nearest bins."""
    low = np.floor(places).astype(int)
    part = (places - low).astype(np.float32)
    high = (low + 1) % bins if round_trip else np.minimum(low + 1, bins - 1)
    low = low % bins if round_trip else np.clip(low, 0, bins - 1)
    counts = np.bincount(low, weights * (1 - part), bins) + np.bincount(high, weights * part, bins)
    return counts.astype(np.float32)


def _texture(light: Numbers, weights: Numbers, step: int) -> Numbers:
    """How much lightness changes over `step` pixels, by direction."""
    across = np.roll(light, -step, 1) - light
    down = np.roll(light, -step, 0) - light
    across[:, -step:], down[-step:] = 0, 0
    strength = np.minimum(np.hypot(across, down), 40) * weights
    turn = (np.arctan2(down, across) / np.pi) % 1
    return _shared((turn * DIRECTIONS).ravel(), DIRECTIONS, strength.ravel(), round_trip=True)


def _even(counts: Numbers) -> Numbers:
    """Square roots of shares: small parts count, too, and the length is 1."""
    whole = float(counts.sum())
    return np.sqrt(counts / whole) if whole > 0 else counts
