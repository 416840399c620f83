"""Takes the picture: sets the stage, lays out the garment, paints it."""

from dataclasses import replace

import numpy as np
from PIL import Image

from .backdrop import darken, ground, studio
from .camera import Camera
from .colours import dye, lightness
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


def draw(spec: DrawingSpec, angle: str, *, height: int = 800) -> Image.Image:
    """The picture of a spec from an angle (front, back, detail, styled), 3:4, RGB."""
    kind = GARMENTS[spec.garment]
    sheet = sketch(spec, angle == "back")
    camera = camera_for(kind, sheet, angle, height)
    pale = np.clip((lightness(dye(spec.colours[0], spec.seed)) - 0.72) * 4, 0, 1)
    floor = kind.hold == "floor"
    depth = round(float(pale), 1)
    picture = studio(spec.style, depth, floor, camera.width, camera.height).copy()
    darken(picture, ground(silhouette(sheet, camera), camera.scale, floor))
    for panel in sheet.panels:
        paint(picture, panel, camera, 3.0 if angle == "detail" else 2.0)
    return Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))
