"""Parties of thousands and closets that a million follow, written in bulk, for the proofs."""

from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from closets.models import Closet, User
from listings.models import Listing
from social.models import Party, PartyHost, PartyItem
from tests.people import person
from tests.shop import brand, category
from tests.social import crowds
from tests.spent import cpu_seconds

SELLERS, PICKS = 20, 50
_MEMBERS = """
INSERT INTO closets_user (username, email, password, first_name, last_name, is_superuser, is_staff,
    is_active, date_joined)
SELECT %(prefix)s || n, %(prefix)s || n || '@x.test', '!', '', '', false, false, true, now()
FROM generate_series(1, %(count)s) AS n;
INSERT INTO closets_closet (user_id, handle, display_name, bio, state, avatar_hash, cover_hash,
    unit, created_at, last_active_at)
SELECT id, username, username, '', '', '', '', 'in', now(), now()
FROM closets_user WHERE starts_with(username, %(prefix)s);
"""
_FOLLOWERS = """
INSERT INTO social_closetfollow (user_id, closet_id, created_at)
SELECT user_id, %(closet)s, now() FROM closets_closet
WHERE starts_with(handle, %(prefix)s) ORDER BY id LIMIT %(count)s
"""
_FOLLOWING = """
INSERT INTO social_closetfollow (user_id, closet_id, created_at)
SELECT %(user)s, id, now() FROM closets_closet
WHERE starts_with(handle, %(prefix)s) ORDER BY id LIMIT %(count)s
"""
_COUNTED = """
INSERT INTO social_closetcounts (closet_id, followers, following)
VALUES (%(closet)s, %(count)s, %(count)s)
"""


def party_of(title: str, count: int, host: User) -> Party:
    """A party that is live, with so many items of twenty sellers, fifty of them picked."""
    starts = timezone.now() - timedelta(hours=1)
    party = Party.objects.create(title=title, starts_at=starts, ends_at=starts + timedelta(hours=2))
    PartyHost.objects.create(party=party, user=host)
    sellers = crowds.members(f"{title.lower()}_seller", SELLERS)
    items = _listings(sellers, count)
    PartyItem.objects.bulk_create(
        PartyItem(
            party=party,
            listing=listing,
            user=sellers[number % SELLERS],
            shared_at=starts + timedelta(seconds=number / 10),
            picked_at=starts if number < PICKS else None,
        )
        for number, listing in enumerate(items)
    )
    return party


def _listings(sellers: list[User], count: int) -> list[Listing]:
    where, of, now = category(), brand("Frye"), timezone.now()
    return Listing.objects.bulk_create(
        Listing(
            closet=sellers[number % len(sellers)].closet,
            title=f"Silk dress {number}",
            department=where.department,
            category=where,
            brand=of,
            status="available",
            condition="good",
            price_cents=4000,
            published_at=now,
            shared_at=now,
        )
        for number in range(count)
    )


def crowd(prefix: str, count: int) -> None:
    """So many members with closets, written by the database; no guard of handles looks at them."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET session_replication_role = replica")
        cursor.execute(_MEMBERS, {"prefix": prefix, "count": count})
        cursor.execute("SET session_replication_role = DEFAULT")


def followed_by(prefix: str, count: int) -> Closet:
    """A closet that so many of the crowd follow, and whose member follows as many."""
    closet = person(f"followed_by_{count}").closet
    asked: dict[str, int | str] = {
        "prefix": prefix,
        "count": count,
        "closet": closet.pk,
        "user": closet.user_id,
    }
    with connection.cursor() as cursor:
        for step in (_FOLLOWERS, _FOLLOWING, _COUNTED):
            cursor.execute(step, asked)
    return closet


def analyzed() -> None:
    """The planner knows the tables as they are, as autovacuum would see to."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE")


def growth(small: Callable[[], object], big: Callable[[], object], loads: int = 20) -> float:
    """CPU of the second over that of the first, app and database: the least of five turns each, so
    that what else the machine does disturbs both."""
    spent: dict[Callable[[], object], list[float]] = {small: [], big: []}
    for do in spent:
        do()
    for _ in range(5):
        for do, seconds in spent.items():
            before = cpu_seconds()
            for _ in range(loads):
                do()
            seconds.append(cpu_seconds() - before)
    return min(spent[big]) / min(spent[small])


def queries(do: Callable[[], object]) -> int:
    """How many it takes, warm."""
    do()
    with CaptureQueriesContext(connection) as captured:
        do()
    return len(captured)
