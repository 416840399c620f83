"""From a relief to light and shade. The lamp is at the top left, a fill light below right."""

import numpy as np

from .fabric import Fabric
from .fields import Field

LAMP = np.array([-0.42, -0.56, 0.71], dtype=np.float32)
HALF = np.array([-0.23, -0.31, 0.92], dtype=np.float32)

COOLNESS = (0.06, 0.0, -0.05)  # shadows keep more blue than red


def slopes(height: Field) -> tuple[Field, Field]:
    """How steeply a height field (in pixels) climbs rightwards and downwards."""
    right, down = np.empty_like(height), np.empty_like(height)
    right[:, 1:-1] = (height[:, 2:] - height[:, :-2]) * np.float32(0.5)
    down[1:-1] = (height[2:] - height[:-2]) * np.float32(0.5)
    right[:, 0], right[:, -1] = right[:, 1], right[:, -2]
    down[0], down[-1] = down[1], down[-2]
    return right, down


def shade(right: Field, down: Field, fabric: Fabric) -> tuple[Field, Field]:
    """Brightness (1 on flat cloth) and gloss of a surface with these slopes."""
    length = 1 / np.sqrt(1 + right * right + down * down)
    lit = (LAMP[2] - right * LAMP[0] - down * LAMP[1]) * length
    bright = 1 + (lit / LAMP[2] - 1) * np.float32(0.62 * fabric.contrast)
    if fabric.chrome:
        bright = bright + np.sin((right * 0.8 + down) * 5 + 0.6) * np.float32(fabric.chrome)
    if not fabric.gloss:
        return bright, np.zeros((1, 1), dtype=np.float32)
    facing = np.clip((HALF[2] - right * HALF[0] - down * HALF[1]) * length, 0, 1)
    flat = np.float32(HALF[2]) ** np.float32(fabric.power)
    gloss = (facing ** np.float32(fabric.power) - flat) * np.float32(fabric.gloss)
    return bright, gloss


def expose(albedo: Field, bright: Field, gloss: Field) -> Field:
    """Colours under this light: shadows multiply and cool a little, lights screen."""
    dark = np.clip(bright, 0.25, 1.0)
    depth = np.log(dark)
    glow = (np.clip((bright - 1) * 0.5, 0, 0.5) + np.maximum(gloss, 0)) * np.float32(0.85)
    dim = 1 + np.minimum(gloss, 0)
    lit = np.empty_like(albedo)
    for channel, tint in enumerate(COOLNESS):
        ink = albedo[..., channel] * (dark * (1 + np.float32(tint) * depth))
        lit[..., channel] = (ink + (1 - ink) * glow) * dim
    return np.clip(lit, 0, 1, out=lit)
