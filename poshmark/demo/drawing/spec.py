"""What a drawing is asked for."""

from dataclasses import dataclass

ANGLES = ("front", "back", "detail", "styled")
COLOURS = (
    "black", "grey", "white", "cream", "tan", "brown", "red", "pink",
    "orange", "yellow", "green", "blue", "navy", "purple", "gold", "silver",
)  # fmt: skip
STYLES = (
    "boho", "minimal", "streetwear", "preppy", "vintage", "glam", "athleisure", "cottagecore",
)  # fmt: skip


@dataclass(frozen=True)
class DrawingSpec:
    """One thing to draw: garment and pattern by name, colours by slug (main colour first).

    The seed settles every small choice (exact hue, folds, trims); the style tints the set.
    """

    garment: str
    colours: tuple[str, ...]
    pattern: str
    seed: int
    style: str
