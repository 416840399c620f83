"""The height of a panel: rounded edges, the body under it, folds, flutes and wrinkles."""

import numpy as np
from PIL import Image, ImageDraw

from .camera import Camera
from .curves import Points
from .fields import Field, as_field
from .noise import cloud, sample
from .raster import blur
from .sketch import Flutes, Fold, Panel

Window = tuple[tuple[int, int], tuple[int, int]]


def dome(mask: Field, sigma: float) -> Field:
    """A pillow over the mask: low at its edge, 1 well inside, round between."""
    inside = np.clip(blur(mask, sigma), 0, 1)
    return np.sqrt(np.maximum(inside * (2 - inside), 0))


def _taper(line: Points, width: float) -> Points:
    along = np.gradient(line, axis=0)
    along /= np.hypot(*along.T)[:, None] + 1e-9
    normal = np.stack([-along[:, 1], along[:, 0]], axis=1)
    swell = np.sin(np.linspace(0.12, np.pi - 0.02, len(line)))[:, None] * width / 2
    return np.concatenate([line + normal * swell, (line - normal * swell)[::-1]])


def _pressed(folds: list[Fold], camera: Camera, window: Window) -> Field:
    origin, (w, h) = window
    sheet = Image.new("F", (w, h))
    pen = ImageDraw.Draw(sheet)
    for fold in folds:
        shape = _taper(camera.project(fold.line), fold.width * camera.scale) - np.array(origin)
        pen.polygon(shape.ravel().tolist(), fill=fold.depth * fold.width * 0.42)
    return np.asarray(sheet)


def creases(folds: list[Fold], camera: Camera, window: Window) -> Field:
    """Height (units) of folds; wide ones are softer."""
    total = np.zeros(window[1][::-1], dtype=np.float32)
    for low, high in ((0, 7), (7, 14), (14, 99)):
        some = [f for f in folds if low <= f.width < high]
        if some:
            soft = 0.33 * sum(f.width for f in some) / len(some)
            total += blur(_pressed(some, camera, window), soft * camera.scale)
    return total


def hang(flutes: Flutes, u: Field, v: Field) -> Field:
    """Height (units) of pleats over fabric coordinates u (0..1 across) and v."""
    fade = np.clip((v - flutes.top) / (flutes.bottom - flutes.top), 0, 1) ** 0.8
    turn = u * flutes.count + flutes.phase
    knife = turn % 1.0
    if flutes.sharp:
        return np.asarray(flutes.depth * fade * np.minimum(knife, (1 - knife) * 9))
    bend = 0.22 * sample(cloud(61, 22, 90), u * 512, v * 0.6)
    wave = np.sin((turn + bend) * np.float32(2 * np.pi))
    return np.asarray(flutes.depth * fade * (wave - 0.25 * wave * wave), dtype=np.float32)


def wrinkles(panel: Panel, u: Field, v: Field) -> Field:
    """Height (units) of the small unevenness of worn cloth."""
    strength = panel.crumple * panel.cloth.kind.wrinkle
    if strength < 0.05:
        return np.zeros_like(u)
    seed = panel.cloth.seed % 3
    broad = sample(cloud(70 + seed, 26, 40), u + 2 * v * 0.3, v)
    fine = sample(cloud(80 + seed, 8, 15), u + v * 0.4, v)
    return np.asarray(strength * (1.5 * broad + 0.34 * fine), dtype=np.float32)


def channels(gap: float, u: Field, v: Field) -> Field:
    """Height (units) of padded channels so far apart, puckered along their seams."""
    place = v / np.float32(gap) + 0.022 * sample(cloud(62, 16, 10), u, v)
    puff = np.abs(np.sin(place * np.float32(np.pi))) ** 0.75
    pucker = sample(cloud(63, 5, 16), u, v) * (1.25 - puff)
    return as_field(gap * 0.13 * puff + gap * 0.026 * pucker)
