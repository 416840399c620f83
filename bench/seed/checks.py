"""What must be true of a data set beyond the invariants of every database."""

from collections.abc import Callable

from django.db import connection

from bench.seed.load import session_prepare
from bench.seed.sizes import Size
from listings.models import Listing
from listings.services.index import listings_index
from poshmark.demo.progress import Progress
from poshmark.invariants import CHECKS, broken_invariants

SAMPLE = 2000
_SIGNALS = {
    "like": "SELECT user_id, listing_id FROM social_like",
    "share": """SELECT s.user_id, s.listing_id FROM social_share s
        JOIN listings_listing l ON l.id = s.listing_id
        JOIN closets_closet c ON c.id = l.closet_id WHERE c.user_id <> s.user_id""",
    "follow_closet": "SELECT user_id, closet_id FROM social_closetfollow",
    "follow_brand": "SELECT user_id, brand_id FROM social_brandfollow",
}
_SUMS = "SELECT count(*), sum(hashint8(a)::int8 # hashint8(b)) FROM ({}) x (a, b)"
_STRAY = """
SELECT count(*) FROM poshmatch_signal
WHERE tableoid::regclass::text
    <> 'poshmatch_signal_' || to_char(created_at AT TIME ZONE 'UTC', 'YYYYMMDD')
"""
_BRANDS = """
SELECT count(*) FROM listings_listing WHERE brand_id IS NOT NULL
GROUP BY brand_id ORDER BY 1 DESC
"""
_PRESENT = """
SELECT count(*) FROM pg_index WHERE NOT indisvalid
UNION ALL SELECT count(*) FROM pg_constraint WHERE NOT convalidated
"""


def broken_checks(size: Size, progress: Progress) -> dict[str, str]:
    """What is wrong, by check; {} for a sound data set. Takes minutes at 6m."""
    session_prepare()
    wrong = {name: f"{count} rows" for name, count in broken_invariants().items()}
    progress.done("Invariants", len(CHECKS) + 1)
    checks: dict[str, Callable[[], str]] = {
        "rows are as many as the size says": lambda: _counts(size),
        "each act has its signal": _signals,
        "signals lie in their day's partition": _strays,
        "brands follow Zipf's law": _zipf,
        "listings are found by what listing_index writes": _words,
        "indexes and constraints are whole": _schema,
    }
    for name, check in progress.over("Checks of the data set", checks.items(), len(checks)):
        if found := check():
            wrong[name] = found
    return wrong


def _numbers(sql: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


def _counts(size: Size) -> str:
    """Members and listings exactly; acts by a hundredth at most."""
    exact = {"closets_user": size.members, "listings_listing": size.listings}
    about = {
        "social_like": size.likes,
        "social_share": size.shares,
        "social_closetfollow": size.closet_follows,
        "social_brandfollow": size.brand_follows,
        "poshmatch_signal": size.signals,
    }
    found = {name: _numbers(f"SELECT count(*) FROM {name}")[0] for name in exact | about}  # noqa: S608
    off = [name for name in exact if found[name] != exact[name]]
    off += [name for name in about if abs(found[name] - about[name]) > about[name] / 100]
    return ", ".join(f"{name}: {found[name]}" for name in off)


def _signals() -> str:
    """Sums over both keys tell whether two sets of millions of rows are the same."""
    wrong = []
    for kind, acts in _SIGNALS.items():
        told = f"""SELECT user_id, coalesce(listing_id, closet_id, brand_id)
            FROM poshmatch_signal WHERE kind = '{kind}' AND NOT taken_back"""  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(_SUMS.format(acts) + " UNION ALL " + _SUMS.format(told))
            one, other = cursor.fetchall()
        if one != other:
            wrong.append(kind)
    return ", ".join(wrong)


def _strays() -> str:
    stray = _numbers(_STRAY)[0]
    return f"{stray} rows" if stray else ""


def _zipf() -> str:
    """The tenth brand has about a tenth of the first one's listings, the hundredth a hundredth."""
    counts = _numbers(_BRANDS)
    if len(counts) < 1000:
        return ""  # too few to tell
    off = [rank for rank in (10, 100, 1000) if not 0.3 < counts[rank - 1] * rank / counts[0] < 3]
    return ", ".join(f"brand {rank}: {counts[rank - 1]} of {counts[0]}" for rank in off)


def _words() -> str:
    """A sample is found by the same words and facts after the owner has written them again."""
    some = Listing.objects.order_by("-pk").values_list("pk", flat=True)[:SAMPLE]
    sample = Listing.objects.filter(pk__in=list(some)).order_by("pk")
    before = list(sample.values_list("pk", "search_vector"))
    listings_index(sample)
    after = list(sample.values_list("pk", "search_vector"))
    changed = sum(one != other for one, other in zip(before, after, strict=True))
    return f"{changed} of {len(after)}" if changed else ""


def _schema() -> str:
    broken = sum(_numbers(_PRESENT))
    return f"{broken} are not" if broken else ""
