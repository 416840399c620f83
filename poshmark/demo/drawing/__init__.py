"""Product photos of the demo marketplace, drawn by our own code."""

from . import accessories, bags, bottoms, coats, dresses, jackets, knits, shoes, skirts, tops  # noqa: F401 (imported for the garments they register)
from .cloth import PATTERNS
from .registry import GARMENTS
from .spec import ANGLES, COLOURS, STYLES, DrawingSpec
from .studio import draw

__all__ = ["ANGLES", "COLOURS", "GARMENTS", "PATTERNS", "STYLES", "DrawingSpec", "draw"]
