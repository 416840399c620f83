"""From words as people type them to a text query that Postgres accepts, whatever was typed."""

import re

from django.contrib.postgres.search import SearchQuery

from listings.services.index import SEARCH_CONFIG

TERM = re.compile(r"\w+", re.UNICODE)
MAX_TERMS = 12


def search_query(words: str) -> SearchQuery | None:
    """All terms in any order, the last one as a prefix; None when there is no term at all."""
    terms = TERM.findall(words)[:MAX_TERMS]
    if not terms:
        return None
    raw = " & ".join([*(f"'{term}'" for term in terms[:-1]), f"'{terms[-1]}':*"])
    return SearchQuery(raw, config=SEARCH_CONFIG, search_type="raw")
