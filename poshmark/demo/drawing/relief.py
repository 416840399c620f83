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


def _smooth(field: Field, u: Field, v: Field, step: int) -> Field:
    """The field at u, v, looked up at every step-th place and drawn smooth between."""
    if step < 2 or min(u.shape) < 3 * step:
        return sample(field, u, v)
    coarse = Image.fromarray(sample(field, u[::step, ::step], v[::step, ::step]))
    height, width = u.shape
    reach = (0.5 - 0.5 / step, 0.5 - 0.5 / step)
    span = (
        *reach,
        min(reach[0] + width / step, coarse.width),
        min(reach[1] + height / step, coarse.height),
    )
    return np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC, box=span))


def hang(flutes: Flutes, u: Field, v: Field, step: int) -> Field:
    """Height (units) of pleats over fabric coordinates u (0..1 across) and v."""
    fade = np.clip((v - flutes.top) / (flutes.bottom - flutes.top), 0, 1) ** 0.8
    turn = u * flutes.count + flutes.phase
    knife = turn % 1.0
    if flutes.sharp:
        return as_field(flutes.depth * fade * np.minimum(knife, (1 - knife) * 9))
    bend = 0.22 * _smooth(cloud(61, 22, 90), u * 512, v * 0.6, step)
    wave = np.sin((turn + bend) * np.float32(2 * np.pi))
    return as_field(flutes.depth * fade * (wave - 0.25 * wave * wave))


def wrinkles(panel: Panel, u: Field, v: Field, step: int) -> Field:
    """Height (units) of the small unevenness of worn cloth."""
    strength = panel.crumple * panel.cloth.kind.wrinkle
    if strength < 0.05:
        return np.zeros_like(u)
    seed = panel.cloth.seed % 3
    broad = _smooth(cloud(70 + seed, 26, 40), u + v * 0.6, v, 2 * step)
    fine = _smooth(cloud(80 + seed, 8, 15), u + v * 0.4, v, step)
    return as_field(strength * (1.5 * broad + 0.34 * fine))


def channels(gap: float, u: Field, v: Field, step: int) -> Field:
    """Height (units) of padded channels so far apart, puckered along their seams."""
    place = v / np.float32(gap) + 0.022 * _smooth(cloud(62, 16, 10), u, v, step)
    puff = np.abs(np.sin(place * np.float32(np.pi))) ** 0.75
    pucker = _smooth(cloud(63, 5, 16), u, v, max(1, step // 2)) * (1.25 - puff)
    return as_field(gap * 0.13 * puff + gap * 0.026 * pucker)
