"""Words as people type them, brought to one form: without accents, case, dots and plural."""

import re
import unicodedata
from dataclasses import dataclass

_LETTERS = str.maketrans(
    {"ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "&": " and ", "+": " and "}
    | {"\u00bc": ".25", "\u00bd": ".5", "\u00be": ".75", "\u00d7": "x"}
    | dict.fromkeys("`\u2018\u2019", "'")
    | dict.fromkeys("\u2013\u2014", "-")
    | dict.fromkeys("\u2033\u201c\u201d", '"')
)
"""Letters and signs that have no plain form of their own; then fractions, quotes and dashes."""
_JOINED = re.compile(r"(?<=[^\W\d_])\.(?=[^\W\d_]|$|\s)|'")
_SLASHED = re.compile(r"(?<=\d)/(?=\d)")
_TOKEN = re.compile(r"[$<>±]|\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?(?:x\d+)?|\.\d+|[^\W_]+")
_MORE = re.compile(r"\d+[^\W\d_]+")
MAX_TOKENS = 24


@dataclass(frozen=True)
class Token:
    """A word in its plain form, and which of the words typed it came from."""

    text: str
    place: int


def plain(text: str) -> str:
    """ "Levi's" -> "levis", "Café & Co." -> "cafe and co"."""
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("+-", "±").translate(_LETTERS))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _SLASHED.sub("x", _JOINED.sub("", bare))


def tokens(text: str) -> list[Token]:
    """At most 24 words of a query, each with the place of the typed word it stands in."""
    found = [
        Token(part, place)
        for place, word in enumerate(text.split())
        for part in _parts(plain(word))
    ]
    return found[:MAX_TOKENS]


def _parts(word: str) -> list[str]:
    """A number with letters behind it stays whole ("2xl", "48cm"); the rest falls apart."""
    if _MORE.fullmatch(word):
        return [word]
    return _TOKEN.findall(word)


def squashed(text: str) -> str:
    """The words run together: "lulu lemon" and "lululemon" are the same."""
    return "".join(token.text for token in tokens(text))


def singular(word: str) -> str:
    """One form for one and many: both "accessory" and "accessories" are "accessorie"."""
    if len(word) > 3 and word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}ie"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def key(words: list[str]) -> str:
    """What a phrase is looked up by when it is not found as it stands."""
    return "".join(singular(word) for word in words)
