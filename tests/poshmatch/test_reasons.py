"""Why a card is here, in the reader's words (F3)."""

import pytest

from poshmatch.feed.candidates import SOURCES
from poshmatch.feed.reasons import Named, why
from poshmatch.style import Reason

HAT = Named(closet="Ana R.", brand="Anthropologie")
TASTE = [
    Reason("style", "", 2.0),
    Reason("size", "one size", 0.9),
    Reason("garment", "sun-hat", 0.7),
    Reason("price", "", -0.2),
]


@pytest.mark.parametrize(
    ("source", "reasons", "named", "says"),
    [
        ("closet", TASTE, HAT, "From Ana R., whom you follow"),
        ("brand", TASTE, HAT, "From Anthropologie, a brand you follow"),
        ("shared", TASTE, Named("Ana", "", ("Bea",)), "Shared by Bea, whom you follow"),
        (
            "shared",
            TASTE,
            Named("Ana", "", ("Bea", "Cleo", "Dora")),
            "Shared by Bea and 2 others you follow",
        ),
        ("style", TASTE, HAT, "Sun hat, the kind you like"),
        (
            "style",
            [Reason("brand", "anthropologie", 1.0)],
            HAT,
            "Anthropologie, like what you liked",
        ),
        ("style", [Reason("style", "", 1.0)], HAT, "In your style"),
        ("rising", [], HAT, "Loved by many right now"),
        ("fresh", [Reason("garment", "hat", -1.0)], HAT, "Just in"),
        ("style", [], HAT, "Picked for you"),
    ],
)
def test_it_names_what_the_reader_knows(
    source: str, reasons: list[Reason], named: Named, says: str
) -> None:
    assert why(reasons, SOURCES[source], named, explores=False) == says


def test_exploration_is_marked() -> None:
    assert why(TASTE, SOURCES["style"], HAT, explores=True) == "Something different"
