"""Which cloth plays which role in a garment."""

from .cloth import Cloth
from .colours import RGB, blend, dye, hexed, lightness, rgb
from .registry import Garment
from .spec import DrawingSpec

METALS = {"gold": "c9a65f", "silver": "bfc2c6"}


def cloth_seed(spec: DrawingSpec) -> int:
    """The seed that settles the hues of a drawing."""
    return spec.seed % 9973


def wardrobe(spec: DrawingSpec, kind: Garment) -> dict[str, Cloth]:
    """Every role's cloth for this drawing."""
    seed = cloth_seed(spec)
    main = Cloth(kind.fabric, spec.pattern, spec.colours, seed)
    colour = dye(spec.colours[0], seed)
    dark = lightness(colour) < 0.3
    second = spec.colours[1] if len(spec.colours) > 1 else hexed(blend(colour, rgb("f6f1e8"), 0.8))
    metal = METALS["silver" if seed % 3 == 0 else "gold"]
    hide = ("3a2a22", "8a5a38", "2a2a2c")[seed % 3]
    return {
        "main": main,
        "plain": Cloth(main_fabric(main), "plain", spec.colours[:1], seed),
        "second": Cloth(kind.fabric, "plain", (second,), seed + 1),
        "accent": Cloth(main_fabric(main), "plain", (_accent(spec, colour),), seed),
        "trim": Cloth("leather", "plain", (_trim(spec, colour, hide),), seed),
        "ribbon": Cloth("satin", "plain", (_accent(spec, colour),), seed),
        "lens": Cloth("glass", "plain", (("3a3430", "2a3440", "55463a")[seed % 3],), seed),
        "glare": Cloth("glass", "plain", (("6f665e", "5f6f80", "8f7c68")[seed % 3],), seed),
        "gem": Cloth(
            "patent", "plain", (("2f6b5e", "7d2f45", "35528a", "d9d2c4")[seed % 4],), seed
        ),
        "pearl": Cloth("satin", "plain", ("f1ece2",), seed),
        "dial": Cloth("satin", "plain", (("f4f1ea", "26303f", "20352f")[seed % 3],), seed),
        "cork": Cloth("suede", "plain", ("b98a5e",), seed),
        "straw": Cloth("straw", "plain", ("d6b98a",), seed),
        "rib": Cloth("rib", "plain", spec.colours[:1], seed),
        "lining": Cloth("poplin", "plain", (hexed(blend(colour, rgb("000000"), 0.2)),), seed),
        "label": Cloth("poplin", "plain", ("2b2b2e" if not dark else "efece6",), seed),
        "button": Cloth("rubber", "plain", (_button(colour),), seed),
        "metal": Cloth("metal", "plain", (metal,), seed),
        "hide": Cloth("leather", "plain", (hide,), seed),
        "sole": Cloth("rubber", "plain", ("f1efe9",), seed),
        "dark sole": Cloth("rubber", "plain", ("2c2724",), seed),
        "stack": Cloth("leather", "plain", ("6a4630",), seed),
        "white": Cloth("poplin", "plain", ("f5f3ee",), seed),
        "black": Cloth("rubber", "plain", ("202023",), seed),
        "wood": Cloth("wood", "plain", ("b98d62",), seed),
    }


def main_fabric(cloth: Cloth) -> str:
    """The fabric's name the plain parts of a garment are made of."""
    from .patterns import PATTERNS_BY_NAME

    forced = PATTERNS_BY_NAME[cloth.pattern].fabric
    return cloth.fabric if forced in (None, "sequin", "cable") else str(forced)


def _button(colour: RGB) -> str:
    return hexed(
        blend(colour, rgb("f4efe4"), 0.7)
        if lightness(colour) > 0.35
        else blend(colour, rgb("000000"), 0.2)
    )


def _accent(spec: DrawingSpec, colour: RGB) -> str:
    """A trim colour: the last one named, or one that suits the main colour."""
    if len(spec.colours) > 1:
        return spec.colours[-1]
    light = lightness(colour) > 0.6
    return hexed(blend(colour, rgb("2f3440" if light else "f3ece0"), 0.7))


def _trim(spec: DrawingSpec, colour: RGB, hide: str) -> str:
    """The leather of handles and straps: the bag's own, or a contrast for cloth and prints."""
    return hexed(colour) if spec.pattern in ("plain", "leather", "suede") else hide
