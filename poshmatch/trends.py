"""What rises (B4): members' likes of the last seven days beside those of the seven before."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from poshmatch.models import Trend

FEWEST = 3
"""Members who must have liked it this week: fewer are chance, and would tell who."""
KEPT = 48
_RISEN = """
WITH acts AS MATERIALIZED (
    SELECT DISTINCT ON (user_id, listing_id)
           user_id, listing_id, taken_back, created_at >= %(middle)s AS is_new
    FROM poshmatch_signal
    WHERE kind = 'like' AND created_at >= %(start)s AND created_at < %(now)s
    ORDER BY user_id, listing_id, created_at DESC
),
liked AS MATERIALIZED (
    SELECT acts.user_id, acts.is_new, listing.id, listing.style_tags,
           brand.slug AS brand, category.path AS category
    FROM acts
    JOIN listings_listing AS listing ON listing.id = acts.listing_id
    LEFT JOIN listings_brand AS brand ON brand.id = listing.brand_id
    LEFT JOIN listings_category AS category ON category.id = listing.category_id
    WHERE NOT acts.taken_back AND listing.deleted_at IS NULL
      AND listing.status IN ('available', 'reserved', 'sold')
),
subjects AS (
    SELECT 'brand' AS kind, brand AS subject, user_id, is_new FROM liked
    UNION ALL SELECT 'category', category, user_id, is_new FROM liked
    UNION ALL SELECT 'style', unnest(style_tags), user_id, is_new FROM liked
    UNION ALL SELECT 'listing', id::text, user_id, is_new FROM liked
),
counted AS (
    SELECT kind, subject,
           count(DISTINCT user_id) FILTER (WHERE is_new) AS this_week,
           count(DISTINCT user_id) FILTER (WHERE NOT is_new) AS week_before
    FROM subjects WHERE subject IS NOT NULL GROUP BY kind, subject
),
risen AS (
    SELECT *, (this_week - week_before) / sqrt(week_before + 4.0) AS rise FROM counted
    WHERE this_week >= %(fewest)s AND this_week > week_before
)
SELECT kind, subject, this_week, week_before, rise FROM (
    SELECT *, row_number() OVER (PARTITION BY kind ORDER BY rise DESC, subject) AS place FROM risen
) AS placed WHERE place <= %(kept)s
"""
"""Members count once a subject and week; a rise weighs by how far it is beyond chance."""


@transaction.atomic
def trends_write(now: datetime) -> int:
    """Writes what has risen by `now` in the place of what had; how many subjects."""
    week = timedelta(days=7)
    times = {"now": now, "middle": now - week, "start": now - 2 * week}
    with connection.cursor() as cursor:
        cursor.execute(_RISEN, times | {"fewest": FEWEST, "kept": KEPT})
        rows = cursor.fetchall()
    Trend.objects.all().delete()
    names = ("kind", "subject", "this_week", "week_before", "rise")
    Trend.objects.bulk_create([Trend(**dict(zip(names, row, strict=True))) for row in rows])
    return len(rows)
