"""What a title says about brand, category and colours."""

from collections.abc import Sequence
from dataclasses import dataclass

from listings.help.colours import colour_words
from listings.help.lexicon import Match, singular, words_of
from listings.help.vocabulary import Places, vocabulary
from listings.models.choices import Colour

DEPARTMENT_WORDS = {
    "women": {"women", "woman", "ladies", "lady", "womens", "womans", "her"},
    "men": {"men", "man", "mens", "mans", "guy", "male", "him"},
    "kids": {"kid", "kids", "boy", "girl", "boys", "girls", "toddler", "baby", "youth", "child"},
}
ASIDE = {"with", "w", "for", "like", "style", "inspired", "match", "matches"}
"""What follows these words is another thing, or another maker, than the one on sale."""
MOST_COLOURS = 2


@dataclass(frozen=True)
class TitleGuess:
    """brand: a name of the catalogue, "" for none; category: the key of one, None for none."""

    brand: str
    category_id: int | None
    colours: list[Colour]


def guess_from_title(title: str) -> TitleGuess:
    """Reads a title, in 2 queries when the catalogue's names are in memory."""
    words = words_of(title)
    names = vocabulary()
    own = _own_part(words)
    brand = _best(names.brands.find(own))
    left = _without(words, brand)
    colours = _apart(colour_words().find(left))
    things = names.categories.find(_own_part(left))
    sure = [thing for thing in things if not any(map(thing.overlaps, colours))]
    thing = next(iter(sure or things), None)
    return TitleGuess(
        brand=brand.value if brand else "",
        category_id=_place(thing.value, words) if thing else None,
        colours=list(dict.fromkeys(match.value for match in colours))[:MOST_COLOURS],
    )


def _own_part(words: Sequence[str]) -> list[str]:
    end = next((place for place, word in enumerate(words) if place and word in ASIDE), len(words))
    return list(words[:end])


def _best(found: Sequence[Match[str]]) -> Match[str] | None:
    return found[0] if found else None


def _without(words: Sequence[str], taken: Match[str] | None) -> list[str]:
    """The words but those of the brand ("Old Navy" is no colour); "" keeps neighbours apart."""
    if taken is None:
        return list(words)
    return [*words[: taken.start], "", *words[taken.stop :]]


def _place(places: Places, words: Sequence[str]) -> int:
    """Where it hangs in the department that the title names, else women's, else anywhere."""
    named = [
        department
        for department, signs in DEPARTMENT_WORDS.items()
        if any(word in signs or singular(word) in signs for word in words)
    ]
    order = [*named, "women", *places]
    return next(places[department] for department in order if department in places)


def _apart(found: Sequence[Match[Colour]]) -> list[Match[Colour]]:
    """The colours in the title's order; "navy blue" is one, not two."""
    chosen: list[Match[Colour]] = []
    for match in found:
        if not any(map(match.overlaps, chosen)):
            chosen.append(match)
    return sorted(chosen, key=lambda match: match.start)
