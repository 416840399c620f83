"""The garments we can draw, by name."""

from collections.abc import Callable
from dataclasses import dataclass

from .sketch import Sketch

Draw = Callable[[Sketch], None]


@dataclass(frozen=True)
class Garment:
    """How to draw a thing: its fabric, what holds it when styled, where a close-up looks.

    hold: hanger, clips, floor or flat. focus: x, y in design units and the zoom.
    hang: the right point (x, y) where a hanger carries it.
    """

    draw: Draw
    fabric: str
    hold: str
    focus: tuple[float, float, float]
    hang: tuple[float, float]


GARMENTS: dict[str, Garment] = {}


def garment(
    name: str,
    fabric: str,
    hold: str = "hanger",
    focus: tuple[float, float, float] = (0.0, 240.0, 2.2),
    hang: tuple[float, float] = (60.0, 152.0),
) -> Callable[[Draw], Draw]:
    """Register a function that draws a thing of this name."""

    def keep(draw: Draw) -> Draw:
        GARMENTS[name] = Garment(draw, fabric, hold, focus, hang)
        return draw

    return keep
