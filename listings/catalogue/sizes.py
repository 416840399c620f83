"""The sizes of each size group, by size system, in the order a shop lists them."""

LETTERS = ["XXS", "XS", "S", "M", "L", "XL", "XXL"]
PLUS_LETTERS = ["1X", "2X", "3X", "4X", "5X"]
ONE_SIZE = ["One Size"]


def _numbers(first: int, last: int, step: int = 1, tail: str = "") -> list[str]:
    return [f"{number}{tail}" for number in range(first, last + 1, step)]


def _halves(first: float, last: float) -> list[str]:
    return [f"{half / 2:g}" for half in range(int(first * 2), int(last * 2) + 1)]


WOMEN_NUMBERS = ["00", *_numbers(0, 20, 2)]
WOMEN_CLOTHING = {
    "us": LETTERS + WOMEN_NUMBERS,
    "eu": _numbers(32, 52, 2, tail=" EU"),
    "uk": _numbers(4, 24, 2, tail=" UK"),
    "plus": PLUS_LETTERS + _numbers(14, 28, 2, tail="W"),
    "petite": ["XSP", "SP", "MP", "LP", "XLP", *(f"{number}P" for number in WOMEN_NUMBERS[:9])],
}
WAIST_BY_INSEAM = [f"{w}x{i}" for w in [*range(28, 37), 38, 40, 42] for i in (28, 30, 32, 34, 36)]

SIZES: dict[str, dict[str, list[str]]] = {
    "women-dresses": WOMEN_CLOTHING,
    "women-tops": WOMEN_CLOTHING,
    "women-outerwear": WOMEN_CLOTHING,
    "women-bottoms": WOMEN_CLOTHING | {"us": LETTERS + WOMEN_NUMBERS + _numbers(23, 34)},
    "women-shoes": {
        "us": _halves(5, 12),
        "eu": _halves(35, 43),
        "uk": [f"{size} UK" for size in _halves(2.5, 9.5)],
    },
    "women-accessories": {"us": [*ONE_SIZE, "XS", "S", "M", "L", "XL"]},
    "men-tops": {
        "us": ["XS", "S", "M", "L", "XL", "XXL", "3XL", "4XL", *_halves(14, 18.5)],
        "eu": _numbers(44, 60, 2),
    },
    "men-outerwear": {
        "us": ["XS", "S", "M", "L", "XL", "XXL", "3XL", "4XL"],
        "eu": _numbers(44, 60, 2),
    },
    "men-suits": {
        "us": [f"{chest}{length}" for chest in range(34, 53, 2) for length in "SRL"],
        "eu": _numbers(44, 60, 2),
    },
    "men-bottoms": {
        "us": ["XS", "S", "M", "L", "XL", "XXL", "3XL", *_numbers(28, 44), *WAIST_BY_INSEAM],
    },
    "men-shoes": {
        "us": _halves(6, 15),
        "eu": _numbers(38, 49),
        "uk": [f"{size} UK" for size in _halves(5, 14)],
    },
    "men-accessories": {"us": [*ONE_SIZE, "S", "M", "L", "XL", *_numbers(30, 44, 2)]},
    "kids-baby": {
        "us": ["Preemie", "Newborn", "0-3M", "3-6M", "6-9M", "9-12M", "12-18M", "18-24M"]
    },
    "kids-clothing": {
        "us": [
            *["12-18M", "18-24M", "2T", "3T", "4T", "5T"],
            *["4", "5", "6", "6X", "7", "8", "10", "12", "14", "16"],
            *["XS", "S", "M", "L", "XL"],
        ]
    },
    "kids-shoes": {
        "us": [
            *(f"{size} Baby" for size in _numbers(0, 4)),
            *(f"{size} Toddler" for size in _halves(5, 10)),
            *(f"{size} Kids" for size in [*_halves(10.5, 13.5), *_halves(1, 7)]),
        ]
    },
    "one-size": {"us": ONE_SIZE},
}
