"""The whole answer to a search: its page, or that of the nearest search that finds something."""

from dataclasses import dataclass

from closets.models import User
from listings.search.params import Search
from listings.search.ranking import Taste
from listings.search.reading import Reading, reading_of
from listings.search.relaxing import Relaxed, relaxed
from listings.search.results import Results, search_results


@dataclass(frozen=True)
class Answer:
    """What was asked, what was searched for in the end and its reading, and a page of it.

    relaxed: how the two differ, None when they do not.
    """

    asked: Search
    search: Search
    reading: Reading
    results: Results
    relaxed: Relaxed | None = None


def search_answer(search: Search, viewer: User | None, taste: Taste | None = None) -> Answer:
    """Finds, and looks near by when there is nothing. Raises BadCursor."""
    reading = reading_of(search)
    results = search_results(search, viewer, reading=reading, taste=taste)
    near = relaxed(search, reading, viewer) if not results.rows and not search.after else None
    if near is None:
        return Answer(search, search, reading, results)
    reading = reading_of(near.search)
    results = search_results(near.search, viewer, reading=reading, taste=taste)
    return Answer(search, near.search, reading, results, near)
