"""Takes the picture: sets the stage, lays out the garment, paints it."""

from dataclasses import replace

import numpy as np
from PIL import Image

from .backdrop import behind, beneath, darken, studio
from .camera import Camera
from .colours import dye, lightness
from .curves import Points
from .fields import Field
from .paint import paint
from .raster import fill
from .registry import GARMENTS, Garment
from .sketch import Sketch
from .spec import DrawingSpec
from .wardrobe import wardrobe

FRAME = (500.0, 664.0)


def sketch(spec: DrawingSpec, back: bool = False) -> Sketch:
    """The garment's panels in design units."""
    kind = GARMENTS[spec.garment]
    rng = np.random.default_rng([spec.seed, len(spec.garment)])
    sheet = Sketch(wardrobe(spec, kind), rng, back)
    kind.draw(sheet)
    return sheet


def camera_for(kind: Garment, sheet: Sketch, angle: str, height: int) -> Camera:
    """Where the camera stands for an angle: close, or so that the thing fills the frame."""
    camera = Camera(width=height * 3 // 4, height=height, scale=height / 800)
    if angle == "detail":
        x, y, zoom = kind.focus
        return replace(camera, x=x, y=y, scale=camera.scale * zoom)
    whole = np.concatenate([p.outline for p in sheet.panels])
    low, high = whole.min(axis=0), whole.max(axis=0)
    zoom = min(FRAME[0] / (high[0] - low[0]), FRAME[1] / (high[1] - low[1]), 1.5)
    x, y = (low + high) / 2
    turn = 0.07 if angle == "styled" else 0.0
    return replace(camera, x=float(x), y=float(y) - 4, scale=camera.scale * float(zoom), turn=turn)


def silhouette(sheet: Sketch, camera: Camera) -> Field:
    """Coverage of everything laid on the sheet."""
    shapes = [camera.project(p.outline) for p in sheet.panels]
    return fill(shapes, (0, 0), (camera.width, camera.height))


def _shadows(picture: Field, sheet: Sketch, camera: Camera, floor: bool) -> None:
    if not floor:
        darken(picture, behind(silhouette(sheet, camera), camera.scale))
        return
    darken(picture, behind(silhouette(sheet, camera), camera.scale, 0.05))
    traces = [camera.project(_trace(p.outline)) for p in sheet.panels if p.rests]
    darken(picture, beneath(fill(traces, (0, 0), (camera.width, camera.height)), camera.scale))


def _trace(outline: Points) -> Points:
    """Where a standing panel's shadow falls on the floor: flattened towards its foot."""
    foot, middle = outline[:, 1].max(), outline[:, 0].mean()
    x = middle + (outline[:, 0] - middle) * 1.02
    flat = np.minimum((foot - outline[:, 1]) * 0.18, 16)
    return np.stack([x, foot - flat + 3], axis=1)


def draw(spec: DrawingSpec, angle: str, *, height: int = 800) -> Image.Image:
    """The picture of a spec from an angle (front, back, detail, styled), 3:4, RGB."""
    kind = GARMENTS[spec.garment]
    sheet = sketch(spec, angle == "back")
    camera = camera_for(kind, sheet, angle, height)
    pale = np.clip((lightness(dye(spec.colours[0], spec.seed)) - 0.72) * 4, 0, 1)
    floor = kind.hold == "floor"
    depth = round(float(pale), 1)
    picture = studio(spec.style, depth, floor, camera.width, camera.height).copy()
    _shadows(picture, sheet, camera, floor)
    for panel in sheet.panels:
        paint(picture, panel, camera, 3.0 if angle == "detail" else 2.0)
    return Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))
