"""Our sixteen colours as fabric dyes: several tasteful hues a slug, chosen by seed."""

import numpy as np

from .fields import Field

RGB = Field

DYES: dict[str, tuple[str, ...]] = {
    "black": ("232326", "28282c", "1f2026"),
    "grey": ("8f9195", "75787e", "b0b1b3", "5d6066"),
    "white": ("f7f6f3", "f4f4f4", "faf8f4"),
    "cream": ("eee2cb", "f0e6d3", "e7d9bd"),
    "tan": ("c8a17a", "bd966b", "cfae89"),
    "brown": ("6f4a34", "7f563d", "5b3c2d"),
    "red": ("b02a30", "c0383b", "8e2230"),
    "pink": ("e5a9b3", "d88a9a", "efc4c8", "cf5a80"),
    "orange": ("d6793f", "de8d55", "c46331"),
    "yellow": ("e3bc50", "eed07c", "d8a838"),
    "green": ("637d5f", "35604e", "92a47e", "6f7740"),
    "blue": ("5582b4", "80a5cc", "40699f", "a4bfd9"),
    "navy": ("263352", "222d47", "2f3d60"),
    "purple": ("70508b", "a28bbd", "553a66"),
    "gold": ("c5a25a", "b89547", "cfb070"),
    "silver": ("b7babf", "c6c9ce", "a9adb4"),
}


def rgb(code: str) -> RGB:
    """A hex code as three floats in 0..1."""
    return np.array([int(code[i : i + 2], 16) for i in (0, 2, 4)], dtype=np.float32) / 255


def dye(slug: str, seed: int) -> RGB:
    """The exact hue of one of our colours for this seed."""
    hues = DYES[slug]
    return rgb(hues[seed % len(hues)])


def lightness(colour: RGB) -> float:
    """How light the eye sees it, 0..1."""
    return float(colour @ np.array([0.299, 0.587, 0.114], dtype=np.float32))


def blend(a: RGB, b: RGB, share: float) -> RGB:
    """`share` of b in a."""
    return (a * (1 - share) + b * share).astype(np.float32)


def partner(colour: RGB) -> RGB:
    """A second colour for a pattern when none was named."""
    return rgb("f4efe6") if lightness(colour) < 0.62 else blend(colour, rgb("3a3f4d"), 0.72)


def hexed(colour: RGB) -> str:
    """The hex code of three floats."""
    return "".join(f"{round(float(c) * 255):02x}" for c in np.clip(colour, 0, 1))
