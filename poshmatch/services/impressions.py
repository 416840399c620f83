"""What a page of a feed showed, written down with the page (F7)."""

from closets.lib.sql import Prepared
from poshmatch.feed.pages import FeedPage

_INSERT = Prepared(
    "impression_record",
    {
        "user": "bigint",
        "start": "int",
        "took": "int",
        "version": "text",
        "listings": "bigint[]",
        "drawn": "smallint[]",
        "chances": "real[]",
        "by_score": "real[]",
        "by_recency": "real[]",
    },
    """
INSERT INTO poshmatch_impression
    (user_id, start, took_ms, version, listing_ids, drawn, chances, by_score, by_recency)
SELECT %(user)s, %(start)s, %(took)s, %(version)s, %(listings)s,
    %(drawn)s, %(chances)s, %(by_score)s, %(by_recency)s
FROM set_config('synchronous_commit', 'off', true)
RETURNING 1
""",
)
"""The reader does not wait for the disk: a crash may cost the last moment's rows."""
MOST = 32_767


def impression_record(*, user_id: int, page: FeedPage, took_ms: float) -> None:
    """Appends a row for the page; none for an empty one. One query."""
    if not page.listings:
        return
    ids = [listing.pk for listing in page.listings]
    drawn = [place for place, pk in enumerate(ids) if pk in page.drawn]
    draws = [page.drawn[ids[place]] for place in drawn]
    parameters = {
        "user": user_id,
        "start": min(page.start, MOST),
        "took": min(round(took_ms), MOST),
        "version": page.version,
        "listings": ids,
        "drawn": drawn,
        "chances": [draw.chance for draw in draws],
        "by_score": [draw.by_score for draw in draws],
        "by_recency": [draw.by_recency for draw in draws],
    }
    _INSERT.rows(parameters)
