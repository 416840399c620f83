"""Product photos, portraits and banners of the demo marketplace, drawn by our own code.

Cloth is lit, not outlined: a garment is a stack of panels (outline, relief, fabric, pattern,
seams) that `paint` shades one over the other on a studio set.
"""

from . import (  # noqa: F401 (imported for the garments they register)
    accessories,
    bags,
    boots,
    bottoms,
    coats,
    dresses,
    flats,
    gowns,
    hats,
    jackets,
    jeans,
    jewellery,
    knits,
    packs,
    padded,
    shoes,
    skirts,
    tops,
)
from .avatar import draw_avatar
from .cloth import PATTERNS
from .cover import draw_cover
from .looks import LOOKS
from .registry import GARMENTS
from .spec import ANGLES, COLOURS, STYLES, DrawingSpec
from .studio import draw

__all__ = [
    "ANGLES", "COLOURS", "GARMENTS", "LOOKS", "PATTERNS", "STYLES", "DrawingSpec", "draw",
    "draw_avatar", "draw_cover",
]  # fmt: skip
