"""The score of one card, part by part, as the feed used it (X1): computed when asked for."""

from dataclasses import dataclass

import numpy as np

from listings.models import Listing
from poshmatch.feed.pages import Feed, why_each
from poshmatch.feed.reader import Basis, Ranker, Reader
from poshmatch.serving import style_model, style_version
from poshmatch.style import Reason

SAME = 1e-3
"""A score computed again differs by rounding only, unless the piece was edited meanwhile."""
LABELS = {
    "style": "Close to what you like overall",
    "price": "Price, next to what you usually like",
    "popular": "How many members like it",
    "fresh": "How new it is",
    "brand": "Brand",
    "category": "Category",
    "garment": "Kind of piece",
    "brand_category": "This brand for this kind of piece",
    "size": "Size",
    "size_category": "This size for this kind of piece",
    "colour": "Colour",
    "condition": "Condition",
    "style_tag": "Style",
    "closet": "Its closet",
    "material": "Material",
    "title": "Words of its title",
    "turned": "You turned this style",
}
UNNAMED = {
    "style",
    "price",
    "popular",
    "fresh",
    "brand_category",
    "size_category",
    "condition",
    "closet",
}
"""Of the others, what in the piece said most is told, too."""


@dataclass(frozen=True)
class Part:
    """What one reason adds to the score, in words; negative when it takes away."""

    words: str
    amount: float


@dataclass(frozen=True)
class Breakdown:
    """why: the card's sentence; place: 1 for the feed's first card, of `count`; explores: drawn by
    lot, not by score; score: the one the feed used, None when no model ranked it; parts: strongest
    first, they sum to the score."""

    why: str
    place: int
    count: int
    explores: bool
    score: float | None
    parts: tuple[Part, ...]


def breakdown(feed: Feed, listing: Listing) -> Breakdown | None:
    """Why the feed shows this card; None when it cannot be told any more: the card is not in the
    feed, or the piece or the model changed since. listing: from `Listing.objects.for_cards()`.
    """
    if listing.pk not in feed.ids:
        return None
    place = feed.ids.index(listing.pk)
    ranker = _ranker(feed.basis)
    parts = _parts(ranker, listing)
    if (ranker is None) != (feed.basis is None) or not _is_same(parts, feed, place):
        return None
    return Breakdown(
        why_each(Reader(feed.user_id, ranker), feed, [listing])[listing.pk],
        place + 1,
        len(feed.ids),
        listing.pk in feed.explored,
        feed.scores[place] if ranker else None,
        parts,
    )


def _ranker(basis: Basis | None) -> Ranker | None:
    """The feed's own ranker, as long as its model is live."""
    model = style_model()
    if model is None or basis is None or basis.version != style_version():
        return None
    return Ranker.of(model, basis)


def _parts(ranker: Ranker | None, listing: Listing) -> tuple[Part, ...]:
    if ranker is None:
        return ()
    reasons = ranker.reasons(np.array([listing.pk], dtype=np.int64)).get(listing.pk, [])
    parts = (Part(_words(reason, listing), reason.amount) for reason in reasons)
    return tuple(sorted(parts, key=lambda part: -abs(part.amount)))


def _is_same(parts: tuple[Part, ...], feed: Feed, place: int) -> bool:
    total = sum(part.amount for part in parts)
    return feed.basis is None or abs(total - feed.scores[place]) <= SAME


def _words(reason: Reason, listing: Listing) -> str:
    label, value = LABELS[reason.kind], reason.value.split(" > ")[-1].replace("-", " ")
    if not value or reason.kind in UNNAMED:
        return label
    if reason.kind == "brand" and listing.brand:
        value = listing.brand.name
    return f"{label}: {value}"
