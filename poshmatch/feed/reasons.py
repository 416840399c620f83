"""Why a card is here, in the reader's words (F3)."""

from dataclasses import dataclass

from poshmatch.feed.candidates import SOURCES
from poshmatch.style import Reason

ONE_SIZE = "one size"
PLAIN = {
    "style": "In your style",
    "popular": "Loved by many right now",
    "fresh": "Just in",
    "turned": "In a style you turned up",
}
"""What is said of the parts of a score that name nothing."""


@dataclass(frozen=True)
class Named:
    """What a reason's sentence may name of a listing."""

    closet: str
    brand: str
    sharers: tuple[str, ...] = ()


def why(reasons: list[Reason], source: int, named: Named, *, explores: bool) -> str:
    """One sentence: follows first, for the reader chose them; then what the score rests on."""
    if explores:
        return "Something different"
    if source & SOURCES["shared"] and named.sharers:
        return _shared(named.sharers)
    if source & SOURCES["closet"]:
        return f"From {named.closet}, whom you follow"
    if source & SOURCES["brand"] and named.brand:
        return f"From {named.brand}, a brand you follow"
    return _taste(reasons, named) or _place(source)


def _shared(sharers: tuple[str, ...]) -> str:
    first, others = sharers[0], len(sharers) - 1
    if not others:
        return f"Shared by {first}, whom you follow"
    return f"Shared by {first} and {others} other{'s' if others > 1 else ''} you follow"


def _taste(reasons: list[Reason], named: Named) -> str:
    """The strongest part of the score that can be named, else the strongest at all."""
    helped = [reason for reason in reasons if reason.amount > 0]
    named_first = sorted(helped, key=lambda reason: reason.kind in PLAIN)
    return next(filter(None, (_sentence(reason, named) for reason in named_first)), "")


def _sentence(reason: Reason, named: Named) -> str:
    value = reason.value.replace("-", " ")
    if reason.kind == "brand" and named.brand:
        return f"{named.brand}, like what you liked"
    sentences = {
        "style_tag": f"{value.capitalize()} style you like",
        "garment": f"{value.capitalize()}, the kind you like",
        "category": f"More {value.split(' > ')[-1]} for you",
        "size": f"In your size, {value.upper()}",
        "colour": f"{value.capitalize()}, a colour you like",
        "title": f"“{value.capitalize()}”, like what you liked",
        "closet": "From a closet you like",
    }
    if value and value != ONE_SIZE and reason.kind in sentences:
        return sentences[reason.kind]
    return PLAIN.get(reason.kind, "")


def _place(source: int) -> str:
    if source & SOURCES["rising"]:
        return "Loved by many right now"
    if source & SOURCES["fresh"]:
        return "Just in"
    return "Picked for you"
