"""What stands around the results: facets, chips, sorts, and why they are in this order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from closets.models import Unit, User
from listings.measures.shapes import LABELS
from listings.models import Listing
from listings.search.answer import Answer
from listings.search.chips import reading_chips, search_chips
from listings.search.facets import search_facets
from listings.search.params import AS_TYPED, SORTS, Search
from listings.search.ranking import POINTS, Score
from listings.search.wanted import wanted

GARMENTS = 12


@dataclass(frozen=True)
class Why:
    """A row of "why this order?": a listing and the parts of its score, in points."""

    listing: Listing
    words: float
    quality: float
    fresh: float
    taste: float
    total: float

    @classmethod
    def of(cls, listing: Listing, score: Score) -> "Why":
        """From thousandths."""
        parts = (score.words, score.quality, score.fresh, score.taste, score.total)
        return cls(listing, *(part / POINTS for part in parts))

    @property
    def told(self) -> list[str]:
        """The parts and their sum as the table shows them."""
        parts = (self.words, self.quality, self.fresh, self.taste, self.total)
        return [f"{part:.3f}" for part in parts]


def search_frame(answer: Answer, viewer: User | None, fixed: str) -> dict[str, Any]:
    """The context of search.html beyond the cards. fixed: the facet that the page is about."""
    search = answer.search
    scores = answer.results.scores
    asked = wanted(search, answer.reading, viewer)
    facets = search_facets(search, asked, len(answer.results.rows))
    return {
        "facets": facets,
        "chips": search_chips(search, fixed=fixed),
        "meant": reading_chips(search, answer.reading),
        "literal_query": _literal(answer),
        "meant_query": search.with_(words="").query_string() if search.words else "",
        "sorts": _sorts(search),
        "my_size_query": search.with_(my_size=not search.my_size).query_string(),
        "price_hidden": _hidden(search.with_(min_price=None, max_price=None)),
        "fit_hidden": _hidden(search.with_()),
        "fit_kinds": list(LABELS.items()),
        "unit": viewer.closet.unit if viewer else Unit.INCHES,
        "garments": _garments(viewer),
        "whys": [Why.of(row, scores[row.pk]) for row in answer.results.rows if row.pk in scores],
        "canonical_query": search.canonical().query_string(),
        "is_indexed": _is_indexed(answer.asked, fixed),
    }


def _is_indexed(asked: Search, fixed: str) -> bool:
    """Whether search engines should keep the page: without filters of one's own."""
    bare = {
        "category": asked.with_(department="", category=""),
        "brand": asked.with_(brand=()),
        "style": asked.with_(style=()),
    }
    return not asked.after and bare.get(fixed, asked).is_indexed


def _literal(answer: Answer) -> str:
    """The address that takes the words as they are, when they were taken for something else."""
    if not answer.reading.meant or answer.search.words:
        return ""
    return answer.search.with_(words=AS_TYPED).query_string()


def _hidden(search: Search) -> list[tuple[str, str]]:
    return parse_qsl(search.query_string())


def _sorts(search: Search) -> list[tuple[str, str, bool]]:
    """Address, name and whether it is on, for each sort that makes sense here."""
    return [
        (search.with_(sort=sort).query_string(), name, sort == search.sort)
        for sort, name in SORTS.items()
        if search.q or sort != "relevance"
    ]


def _garments(viewer: User | None) -> Iterable[Listing]:
    """What the member has measured: others can be asked to fit alike."""
    if viewer is None:
        return []
    own = Listing.objects.owned_by(viewer.pk).exclude(measurements=None).exclude(measurements={})
    return own.only("pk", "title").order_by("-pk")[:GARMENTS]
