"""What is measured on which garment, and where on its drawing."""

from collections.abc import Mapping
from dataclasses import dataclass

from listings.measures.lengths import length_both
from listings.models import Category

LABELS = {
    "pit_to_pit": "Pit to pit",
    "shoulders": "Shoulder to shoulder",
    "sleeve": "Sleeve",
    "length": "Length",
    "waist": "Waist, laid flat",
    "hips": "Hips, laid flat",
    "rise": "Front rise",
    "inseam": "Inseam",
    "leg_opening": "Leg opening",
    "insole": "Insole",
    "heel": "Heel height",
    "shaft": "Shaft height",
    "width": "Width",
    "height": "Height",
    "depth": "Depth",
    "drop": "Strap drop",
    "around": "Around",
}
"""Every measurement there is, by the name it is stored under."""

Line = tuple[int, int, int, int]


@dataclass(frozen=True)
class Mark:
    """A measurement as it is drawn: from (x1, y1) to (x2, y2), with its number beside it."""

    kind: str
    x1: int
    y1: int
    x2: int
    y2: int

    @property
    def label(self) -> str:
        return LABELS[self.kind]

    @property
    def number_x(self) -> int:
        if self.is_level:
            return (3 * self.x1 + self.x2) // 4
        return (self.x1 + self.x2) // 2 + 9

    @property
    def number_y(self) -> int:
        return (self.y1 + self.y2) // 2 + (-3 if self.is_level else 4)

    @property
    def is_level(self) -> bool:
        return abs(self.x2 - self.x1) > abs(self.y2 - self.y1)


@dataclass(frozen=True)
class Shape:
    """One drawing: an outline in a box of 140 x 160, and what is measured on it."""

    name: str
    outline: str
    marks: tuple[Mark, ...]

    @property
    def kinds(self) -> list[str]:
        return [mark.kind for mark in self.marks]


def _shape(name: str, outline: str, **lines: Line) -> Shape:
    return Shape(name, outline, tuple(Mark(kind, *line) for kind, line in lines.items()))


SHAPES = (
    _shape(
        "a top",
        "M50 14 Q70 26 90 14 L112 26 L132 92 L114 98 L102 58 L102 148 L38 148 L38 58 L26 98 L8 92 "
        "L28 26 Z",
        pit_to_pit=(38, 62, 102, 62),
        length=(70, 22, 70, 148),
        shoulders=(30, 24, 110, 24),
        sleeve=(112, 28, 128, 92),
    ),
    _shape(
        "a sleeveless top",
        "M48 14 Q70 40 92 14 L100 14 Q92 42 104 58 L104 148 L36 148 L36 58 Q48 42 40 14 Z",
        pit_to_pit=(36, 62, 104, 62),
        length=(70, 28, 70, 148),
    ),
    _shape(
        "a dress",
        "M50 8 Q70 28 90 8 L102 12 Q94 34 100 46 L96 74 L122 152 L18 152 L44 74 L40 46 "
        "Q46 34 38 12 Z",
        pit_to_pit=(40, 48, 100, 48),
        waist=(44, 76, 96, 76),
        length=(70, 20, 70, 152),
    ),
    _shape(
        "trousers",
        "M40 8 L100 8 L112 152 L84 152 L70 58 L56 152 L28 152 Z",
        waist=(40, 12, 100, 12),
        rise=(70, 12, 70, 56),
        inseam=(72, 60, 84, 150),
        leg_opening=(28, 148, 56, 148),
    ),
    _shape(
        "shorts",
        "M38 20 L102 20 L122 128 L78 132 L70 72 L62 132 L18 128 Z",
        waist=(38, 24, 102, 24),
        rise=(70, 24, 70, 70),
        inseam=(72, 76, 79, 130),
        leg_opening=(19, 124, 62, 127),
    ),
    _shape(
        "a skirt",
        "M46 14 L94 14 L124 146 L16 146 Z",
        waist=(46, 18, 94, 18),
        hips=(36, 58, 104, 58),
        length=(70, 18, 70, 146),
    ),
    _shape(
        "a one-piece",
        "M48 8 Q70 28 92 8 L102 8 L98 66 L112 152 L84 152 L70 92 L56 152 L28 152 L42 66 L38 8 Z",
        pit_to_pit=(40, 38, 100, 38),
        waist=(42, 66, 98, 66),
        inseam=(72, 96, 84, 150),
    ),
    _shape(
        "a shoe",
        "M14 58 Q44 62 62 42 Q84 60 112 76 Q132 84 130 104 L58 104 L40 92 L26 130 L16 130 Z",
        insole=(18, 112, 128, 112),
        heel=(12, 92, 12, 130),
    ),
    _shape(
        "a boot",
        "M36 10 L82 10 L82 92 Q118 100 126 128 L126 136 L36 136 Z",
        insole=(38, 144, 124, 144),
        heel=(28, 118, 28, 136),
        shaft=(60, 10, 60, 130),
    ),
    _shape(
        "a bag",
        "M36 64 Q40 14 60 14 Q80 14 84 64 L106 64 L112 146 L8 146 L14 64 Z M106 64 L124 54 "
        "L130 134 L112 146",
        width=(10, 138, 110, 138),
        height=(24, 64, 24, 146),
        depth=(106, 58, 124, 48),
        drop=(60, 16, 60, 64),
    ),
    _shape("a belt or scarf", "M8 66 L132 66 L132 94 L8 94 Z", length=(8, 58, 132, 58),
           width=(120, 66, 120, 94)),
    _shape(
        "a hat",
        "M30 96 Q30 36 70 36 Q110 36 110 96 L132 108 Q70 124 8 108 Z",
        around=(30, 94, 110, 94),
        height=(70, 38, 70, 94),
    ),
    _shape("a necklace", "M38 20 Q34 110 70 126 Q106 110 102 20", length=(30, 20, 66, 132)),
)  # fmt: skip

GARMENTS = {
    "a top": "tee long-sleeve shirt blouse sweater cardigan turtleneck sweatshirt hoodie half-zip "
    "polo flannel camp-shirt jacket blazer denim-jacket leather-jacket bomber puffer trench coat "
    "shacket track-jacket crop-top",
    "a sleeveless top": "tank sweater-vest puffer-vest sports-bra bikini bodysuit swimsuit",
    "a dress": "dress midi-dress maxi-dress mini-dress slip-dress wrap-dress shirt-dress "
    "sweater-dress gown",
    "trousers": "jeans skinny-jeans flare-jeans wide-jeans trousers wide-trousers cargo-pants "
    "joggers leggings chinos",
    "shorts": "shorts denim-shorts athletic-shorts bike-shorts",
    "a skirt": "mini-skirt midi-skirt maxi-skirt pleated-skirt denim-skirt",
    "a one-piece": "jumpsuit romper overalls",
    "a shoe": "sneakers high-tops sandals heels flats loafers oxfords wedges",
    "a boot": "ankle-boots tall-boots cowboy-boots",
    "a bag": "tote satchel shoulder-bag crossbody clutch bucket-bag backpack duffel belt-bag",
    "a belt or scarf": "belt scarf tie",
    "a hat": "cap beanie sun-hat",
    "a necklace": "necklace",
}
"""Garments of the catalogue by the drawing they are measured on."""

_OF_GARMENT = {garment: shape for shape in SHAPES for garment in GARMENTS[shape.name].split()}


def shape_for(category: Category | None) -> Shape | None:
    """Where things of this category are measured; None for what is not (watches, sunglasses)."""
    return _OF_GARMENT.get(category.garment) if category else None


def measured_lines(measurements: Mapping[str, int] | None) -> list[tuple[str, str]]:
    """(what, how long) as pages show it: ("Waist, laid flat", "15 in (38.1 cm)")."""
    known = measurements or {}
    return [(LABELS[kind], length_both(known[kind])) for kind in LABELS if kind in known]
