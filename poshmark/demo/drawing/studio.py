"""Takes the picture: sets the stage, lays out the garment, paints it."""

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from .backdrop import behind, beneath, darken, studio
from .camera import Camera
from .colours import dye, lightness
from .curves import Points
from .daylight import daylight
from .fields import Field
from .paint import paint
from .props import carried, stage
from .raster import fill, stack
from .registry import GARMENTS, Garment
from .sketch import Panel, Sketch
from .spec import DrawingSpec
from .surfaces import table
from .wardrobe import cloth_seed, wardrobe

FRAME = (506.0, 664.0)


@dataclass
class Scene:
    """What stands before the camera. `things` are framed and shaded; `set_` is only painted."""

    camera: Camera
    things: list[Panel]
    set_: list[Panel]
    wall: Field
    share: float = 0.30
    density: float = 2.0


def sketch(spec: DrawingSpec, back: bool = False) -> Sketch:
    """The garment's panels in design units."""
    kind = GARMENTS[spec.garment]
    rng = np.random.default_rng([spec.seed, len(spec.garment)])
    sheet = Sketch(wardrobe(spec, kind), rng, back)
    kind.draw(sheet)
    return sheet


def bounds(panels: list[Panel]) -> tuple[Points, Points]:
    """The corners (low x, low y) and (high x, high y) around some panels, within the page."""
    whole = np.concatenate([p.outline for p in panels])
    whole = whole[np.abs(whole[:, 0]) < 600]
    return whole.min(axis=0), whole.max(axis=0)


def framed(panels: list[Panel], height: int, turn: float = 0.0, sink: float = 0.0) -> Camera:
    """A camera that panels fill, turned a little, with the panels sunk by some units."""
    low, high = bounds(panels)
    zoom = float(min(FRAME[0] / (high[0] - low[0]), FRAME[1] / (high[1] - low[1]), 1.5))
    x, y = ((low + high) / 2).tolist()
    return Camera(height * 3 // 4, height, height / 800 * zoom, x, y - 4 - sink, turn)


def _depth(spec: DrawingSpec) -> float:
    """How much the set must darken so that a pale garment stands out: 0..1."""
    light = lightness(dye(spec.colours[0], cloth_seed(spec)))
    return round(float(np.clip((light - 0.72) * 4, 0, 1)), 1)


def _plain_scene(spec: DrawingSpec, kind: Garment, angle: str, height: int) -> Scene:
    sheet = sketch(spec, angle == "back")
    camera = framed(sheet.panels, height, sink=24.0 if kind.hold == "floor" else 0.0)
    if angle == "detail":
        x, y, zoom = kind.focus
        camera = replace(camera, x=x, y=y, scale=height / 800 * zoom)
    wall = studio(spec.style, _depth(spec), kind.hold == "floor", camera.width, camera.height)
    share = 0.05 if kind.hold == "floor" else 0.30
    return Scene(camera, sheet.panels, [], wall, share, 3.0 if angle == "detail" else 2.0)


def _hung_scene(spec: DrawingSpec, kind: Garment, height: int) -> Scene:
    sheet = sketch(spec)
    things = carried(kind, sheet)
    camera = framed(things[1:], height, turn=0.012 * (spec.seed % 3 - 1))
    wall = studio(spec.style, _depth(spec), False, camera.width, camera.height)
    return Scene(camera, things, [], wall, 0.38)


def _flat_scene(spec: DrawingSpec, height: int) -> Scene:
    sheet = sketch(spec)
    turn = (0.20 + 0.05 * (spec.seed % 3)) * (1 if spec.seed % 2 else -1)
    camera = framed(sheet.panels, height, turn)
    camera = replace(camera, scale=camera.scale * 0.9)
    wall = table(spec.style, _depth(spec), camera.width, camera.height)
    return Scene(camera, sheet.panels, [], wall, 0.42)


def _staged_scene(spec: DrawingSpec, height: int) -> Scene:
    sheet = sketch(spec)
    low, high = bounds(sheet.panels)
    middle = (low[0] + high[0]) / 2
    props = stage(spec.style, spec.seed, float(high[1]), float(high[0] - low[0]) * 0.56)
    for prop in props:
        prop.outline = prop.outline + np.array([middle, 0.0])
    camera = framed([*sheet.panels, props[1]], height, sink=18.0)
    camera = replace(camera, scale=camera.scale * 0.94)
    wall = studio(spec.style, _depth(spec), True, camera.width, camera.height)
    return Scene(camera, sheet.panels, props, wall, 0.05)


def _scene(spec: DrawingSpec, angle: str, height: int) -> Scene:
    kind = GARMENTS[spec.garment]
    if angle != "styled":
        return _plain_scene(spec, kind, angle, height)
    if kind.hold == "floor":
        return _staged_scene(spec, height)
    if kind.hold == "flat" or spec.seed % 3 == 0:
        return _flat_scene(spec, height)
    return _hung_scene(spec, kind, height)


def _silhouette(panels: list[Panel], camera: Camera) -> Field:
    layers = []
    for panel in panels:
        layers.append((camera.project(panel.outline), 255))
        layers += [(camera.project(hole), 0) for hole in panel.holes]
    return stack(layers, (0, 0), (camera.width, camera.height))


def _trace(outline: Points) -> Points:
    """Where a standing panel's shadow falls on the floor: flattened towards its foot."""
    foot, middle = outline[:, 1].max(), outline[:, 0].mean()
    x = middle + (outline[:, 0] - middle) * 1.02
    flat = np.minimum((foot - outline[:, 1]) * 0.18, 16)
    return np.stack([x, foot - flat + 3], axis=1)


def _shade_floor(picture: Field, panels: list[Panel], camera: Camera) -> None:
    traces = [camera.project(_trace(p.outline)) for p in panels if p.rests]
    if traces:
        mask = fill(traces, (0, 0), (camera.width, camera.height))
        darken(picture, beneath(mask, camera.scale))


def draw(spec: DrawingSpec, angle: str, *, height: int = 800) -> Image.Image:
    """The picture of a spec from an angle (front, back, detail, styled), 3:4, RGB."""
    scene = _scene(spec, angle, height)
    camera, picture = scene.camera, scene.wall.copy()
    _shade_floor(picture, scene.set_, camera)
    for panel in scene.set_:
        paint(picture, panel, camera, scene.density)
    darken(picture, behind(_silhouette(scene.things, camera), camera.scale, scene.share))
    _shade_floor(picture, scene.things, camera)
    for panel in scene.things:
        paint(picture, panel, camera, scene.density)
    if angle == "styled":
        darken(picture, daylight(spec.style, spec.seed % 4, camera.width, camera.height))
    return Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))
