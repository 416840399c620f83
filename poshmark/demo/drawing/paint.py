"""Paints panels on a picture, one over the other."""

import numpy as np
import numpy.typing as npt
from PIL import Image

from .camera import Camera
from .cloth import cut
from .colours import rgb
from .fields import Field
from .light import expose, shade, slopes
from .raster import blur, fill, strokes
from .relief import Window, channels, creases, dome, hang, wrinkles
from .sketch import TONAL, Mark, Panel

BILINEAR = Image.Resampling.BILINEAR
MARGIN = 48
DASH = (3.6, 2.2)
SHADOW = np.array([[[0.10, 0.085, 0.08]]], dtype=np.float32)


def window_of(shape: npt.NDArray[np.float64], camera: Camera, pad: float) -> Window | None:
    """The pixels a shape touches, somewhat beyond the picture too; None when out of sight."""
    low = np.floor(shape.min(axis=0) - pad).astype(int)
    high = np.ceil(shape.max(axis=0) + pad).astype(int)
    low = np.maximum(low, -MARGIN)
    high = np.minimum(high, (camera.width + MARGIN, camera.height + MARGIN))
    size = high - low
    if (size < 4).any() or (high <= 0).any():
        return None
    return (int(low[0]), int(low[1])), (int(size[0]), int(size[1]))


def lay(picture: Field, window: Window, top: Field, cover: Field) -> None:
    """Blend a painted window into the picture, clipped to it."""
    (x, y), (w, h) = window
    x0, y0 = max(x, 0), max(y, 0)
    x1, y1 = min(x + w, picture.shape[1]), min(y + h, picture.shape[0])
    if x1 <= x0 or y1 <= y0:
        return
    inner = slice(y0 - y, y1 - y), slice(x0 - x, x1 - x)
    under = picture[y0:y1, x0:x1]
    colours = top[inner] if top.shape[:2] == cover.shape else top
    under += (colours - under) * cover[inner][..., None]


def cast(picture: Field, panel: Panel, camera: Camera) -> None:
    """The soft shadow of a panel on what lies under it."""
    reach = panel.lift * camera.scale
    fall = np.array([0.35, 0.8]) * reach
    shape = camera.project(panel.outline) + fall
    window = window_of(shape, camera, 2.2 * reach + 3)
    if window is not None:
        holes = [camera.project(hole) + fall for hole in panel.holes]
        shadow = blur(fill([shape], *window, holes), max(0.8, reach * 0.75))
        lay(picture, window, SHADOW, shadow * np.float32(0.45))


def _dashes(line: npt.NDArray[np.float64], scale: float) -> list[npt.NDArray[np.float64]]:
    steps = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))]) / scale
    starts = np.arange(0, steps[-1] - 1, sum(DASH))
    ends = np.minimum(starts + DASH[0], steps[-1])
    return [
        np.stack([np.interp([a, b], steps, line[:, k]) for k in (0, 1)], axis=1)
        for a, b in zip(starts, ends, strict=True)
    ]


def _grooves(panel: Panel, camera: Camera, window: Window) -> Field:
    """The seams of a panel, deeper where their depth says so; a single 0 when it has none."""
    total = np.zeros((1, 1), dtype=np.float32)
    for depth in sorted({m.depth for m in panel.marks if m.depth}):
        same = [m for m in panel.marks if m.depth == depth]
        lines = [(camera.project(m.line), m.width * camera.scale) for m in same]
        total = np.maximum(total, strokes(lines, *window) * np.float32(depth))
    return total


def _sew(colours: Field, marks: list[Mark], camera: Camera, window: Window) -> Field:
    for thread in sorted({m.thread for m in marks if m.thread}):
        same = [m for m in marks if m.thread == thread]
        dashes = [
            (dash, m.width * camera.scale)
            for m in same
            for dash in _dashes(camera.project(m.line), camera.scale)
        ]
        strength = 0.24 if thread in TONAL else 0.85
        cover = strokes(dashes, *window) * np.float32(strength)
        colours = colours + (rgb(thread) - colours) * cover[..., None]
    return colours


def _faded(panel: Panel, colours: Field, x: Field, y: Field) -> Field:
    for f in panel.fades:
        near = np.exp(-(((x - f.x) / f.rx) ** 2) - ((y - f.y) / f.ry) ** 2)
        goal = rgb("dfe5ea") if f.amount > 0 else rgb("14161c")
        colours = colours + (goal - colours) * (near * np.float32(abs(f.amount)))[..., None]
    return colours


def _fabric_places(panel: Panel, x: Field, y: Field) -> tuple[Field, Field, Field]:
    """Fabric coordinates u, v in units, and u as a share of the panel's width."""
    left, right = panel.outline[:, 0].min(), panel.outline[:, 0].max()
    middle = (left + right) / 2
    if panel.apex is not None:
        deep = panel.outline[:, 1].max() - panel.apex
        u = (x - middle) * np.float32(deep) / np.maximum(y - panel.apex, 20)
        return u, y, (u / np.float32(right - left) + 0.5)
    if panel.grain:
        c, s = np.float32(np.cos(panel.grain)), np.float32(np.sin(panel.grain))
        return x * c + y * s, y * c - x * s, (x - left) / np.float32(right - left)
    return x, y, (x - np.float32(left)) / np.float32(right - left)


def _height(
    panel: Panel, mask: Field, places: tuple[Field, Field, Field], camera: Camera, window: Window
) -> Field:
    u, v, share = places
    s = camera.scale
    step = max(1, round(4 * s))
    height = panel.roll * 0.6 * dome(mask, panel.roll * s)
    if panel.bulge:
        height = height + panel.body * 0.75 * panel.bulge * dome(mask, panel.body * s)
    if panel.folds:
        height = height + creases(panel.folds, camera, window)
    if panel.flutes:
        height = height + hang(panel.flutes, share, v, step)
    if panel.quilt:
        height = height + channels(panel.quilt, u, v, step)
    return np.asarray((height + wrinkles(panel, u, v, step)) * s, dtype=np.float32)


def _pull(height: Field, scale: float) -> tuple[Field, Field]:
    """How far the pattern slides over the relief (units): smooth, or its lines would fray."""
    step = max(2, round(4 * scale))
    if min(height.shape) < 6 * step:
        return np.zeros_like(height), np.zeros_like(height)
    small = np.asarray(Image.fromarray(height).reduce(step))
    size = (height.shape[1], height.shape[0])
    reach = (0, 0, size[0] / step, size[1] / step)
    right, down = (
        np.asarray(Image.fromarray(np.clip(s / step, -1, 1)).resize(size, BILINEAR, box=reach))
        for s in slopes(small)
    )
    return right * np.float32(6), down * np.float32(6)


def _cover(panel: Panel, camera: Camera, window: Window) -> Field:
    holes = [camera.project(hole) for hole in panel.holes]
    return fill([camera.project(panel.outline)], *window, holes)


def _lit(panel: Panel, mask: Field, camera: Camera, window: Window, density: float) -> Field:
    """The colours of a panel in its window."""
    x, y = np.broadcast_arrays(*camera.grid(*window))
    places = _fabric_places(panel, x, y)
    height = _height(panel, mask, places, camera, window)
    pull = _pull(height, camera.scale)
    colours = _faded(
        panel, cut(panel.cloth, places[0] + pull[0], places[1] + pull[1], density), x, y
    )
    grooves = _grooves(panel, camera, window)
    height = height - blur(grooves, 0.9 * camera.scale) * np.float32(1.1 * camera.scale)
    bright, gloss = shade(*slopes(height), panel.cloth.kind)
    edge = np.clip(blur(mask, 7 * camera.scale) * 2 - 1, 0, 1)
    bright = (
        bright
        * (1 - np.float32(panel.cloth.kind.rim) * (1 - edge))
        * (1 - np.float32(0.30) * grooves)
    )
    gloss = gloss + (1 - edge) * np.float32(panel.cloth.kind.sheen)
    colours = _sew(colours, panel.marks, camera, window)
    return expose(colours, bright * np.float32(panel.tone), gloss)


def paint(picture: Field, panel: Panel, camera: Camera, density: float) -> None:
    """Paint one panel with its shadow on the picture; density is the cloth's texels a unit."""
    if panel.lift:
        cast(picture, panel, camera)
    window = window_of(camera.project(panel.outline), camera, 2)
    if window is not None:
        mask = _cover(panel, camera, window)
        lay(picture, window, _lit(panel, mask, camera, window, density), mask)
