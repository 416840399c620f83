"""From design units (x -300..300 about the middle, y 0..800 down) to pixels and back."""

from dataclasses import dataclass

import numpy as np

from .curves import Points
from .fields import Field


@dataclass(frozen=True)
class Camera:
    """Looks at (x, y) with so many pixels a unit, turned by radians; width, height in pixels."""

    width: int
    height: int
    scale: float
    x: float = 0.0
    y: float = 400.0
    turn: float = 0.0

    def project(self, points: Points) -> Points:
        """Design units to pixels."""
        c, s = np.cos(self.turn), np.sin(self.turn)
        away = points - np.array([self.x, self.y])
        spun = away @ np.array([[c, s], [-s, c]])
        placed: Points = spun * self.scale + np.array([self.width / 2, self.height / 2])
        return placed

    def grid(self, origin: tuple[int, int], size: tuple[int, int]) -> tuple[Field, Field]:
        """Design units of every pixel's middle in a window."""
        px = (np.arange(size[0]) + origin[0] + 0.5 - self.width / 2) / self.scale
        py = (np.arange(size[1]) + origin[1] + 0.5 - self.height / 2) / self.scale
        c, s = np.cos(self.turn), np.sin(self.turn)
        gx, gy = px[None, :].astype(np.float32), py[:, None].astype(np.float32)
        x = gx * np.float32(c) + gy * np.float32(s) + np.float32(self.x)
        y = gy * np.float32(c) - gx * np.float32(s) + np.float32(self.y)
        return x, y
