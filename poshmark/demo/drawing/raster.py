"""Polygons to soft masks, and cheap wide blurs."""

from collections.abc import Iterable

import numpy as np
from PIL import Image, ImageDraw
from scipy.ndimage import gaussian_filter

from .curves import Points
from .fields import Field

LARGE = 160_000  # pixels; a window so large needs no finer edges than twice its own


def _oversample(size: tuple[int, int]) -> int:
    return 2 if size[0] * size[1] > LARGE else 3


def _flat(points: Points, origin: tuple[int, int], factor: float) -> list[float]:
    shifted = (points - np.array(origin)) * factor
    flat: list[float] = shifted.ravel().tolist()
    return flat


def fill(
    outlines: Iterable[Points],
    origin: tuple[int, int],
    size: tuple[int, int],
    holes: Iterable[Points] = (),
) -> Field:
    """Coverage 0..1 of polygons less holes (pixel coordinates) in a window of this size (w, h)."""
    layers = [(shape, 255) for shape in outlines] + [(hole, 0) for hole in holes]
    return stack(layers, origin, size)


def stack(
    layers: Iterable[tuple[Points, int]], origin: tuple[int, int], size: tuple[int, int]
) -> Field:
    """Coverage of polygons laid one over the other, each filling (255) or emptying (0)."""
    fine = _oversample(size)
    sheet = Image.new("L", (size[0] * fine, size[1] * fine))
    pen = ImageDraw.Draw(sheet)
    for points, value in layers:
        pen.polygon(_flat(points, origin, fine), fill=value)
    return np.asarray(sheet.reduce(fine), dtype=np.float32) * np.float32(1 / 255)


def strokes(
    lines: Iterable[tuple[Points, float]], origin: tuple[int, int], size: tuple[int, int]
) -> Field:
    """Coverage of lines with their widths in pixels."""
    fine = _oversample(size)
    sheet = Image.new("L", (size[0] * fine, size[1] * fine))
    pen = ImageDraw.Draw(sheet)
    for points, width in lines:
        flat = _flat(points, origin, fine)
        pen.line(flat, fill=255, width=max(1, round(width * fine)), joint="curve")
    return np.asarray(sheet.reduce(fine), dtype=np.float32) * np.float32(1 / 255)


def blur(field: Field, sigma: float) -> Field:
    """A Gaussian blur, done small when it is wide; beyond the window lies zero."""
    factor = max(1, int(sigma / 1.8))
    if factor == 1:
        return _narrow(field, sigma)
    height, width = field.shape
    small = np.asarray(Image.fromarray(field).reduce(factor))
    soft = Image.fromarray(_narrow(small, sigma / factor))
    reach = (0, 0, min(width / factor, soft.width), min(height / factor, soft.height))
    return np.asarray(soft.resize((width, height), Image.Resampling.BICUBIC, box=reach))


def _narrow(field: Field, sigma: float) -> Field:
    return np.asarray(gaussian_filter(field, sigma, mode="constant", truncate=2.6))
