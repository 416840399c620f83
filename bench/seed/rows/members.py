"""Members, their closets, addresses and sizes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from allauth.account.models import EmailAddress

from bench.seed.copying import insert_rows, micros, numbers_reserve
from bench.seed.members import BUILDS, Members
from bench.seed.pieces import DEPARTMENT_SLUGS
from bench.seed.rows.tables import numbers_table, words_table
from closets.models import Address, Closet, MySize, User
from listings.models import Listing
from poshmark.demo.dice import Dice
from poshmark.demo.people import DOMAIN, Member, people
from poshmark.demo.progress import Progress
from poshmark.demo.scale import SCALES
from poshmark.demo.tastes import sizes_for

PART = 100_000
WEARS = 0.35
"""This share of members has told the site their sizes."""
_LOOKS = 8
_HANDLE = "lower(one.first_name || '_' || other.last_name || '_') || to_hex(m.place)"
_FROM = (
    "seed_members m JOIN seed_people one ON one.place = m.one"
    " JOIN seed_people other ON other.place = m.other"
)


@dataclass(frozen=True)
class Ids:
    """The first primary key of each kind; a thing's is this plus its place."""

    user: int
    closet: int
    listing: int

    @classmethod
    def reserve(cls, members: int, listings: int) -> "Ids":
        """Takes so many keys from the tables' sequences."""
        return cls(
            user=numbers_reserve(User, members),
            closet=numbers_reserve(Closet, members),
            listing=numbers_reserve(Listing, listings),
        )


def members_write(seed: int, members: Members, ids: Ids, now: datetime, progress: Progress) -> None:
    """Writes everybody in parts of 100,000."""
    kits = _kits_write(seed)
    firsts = range(0, len(members), PART)
    for first in progress.over("Members, by 100,000", firsts, len(firsts)):
        _numbers_write(members, ids, first, kits, now)
        _rows_write()


def _kits_write(seed: int) -> int:
    """The demo's people lend their names and places; returns how many they are."""
    lenders = people(seed, SCALES["demo"])
    words_table(
        "seed_people",
        dict.fromkeys(("first_name", "last_name", "bio", "street", "city", "state", "zip"), "text")
        | {"place": "int4"},
        (
            (*_names(lender), *vars(lender.place).values(), place)
            for place, lender in enumerate(lenders)
        ),
    )
    words_table(
        "seed_worn",
        {"department": "int2", "build": "int2", "look": "int2", "grp": "text", "label": "text"},
        _worn(seed),
    )
    return len(lenders)


def _names(lender: Member) -> tuple[str, str, str]:
    return lender.first_name, lender.last_name or "Lee", lender.bio


def _worn(seed: int) -> Iterator[tuple[int, int, int, str, str]]:
    """What members of a department and build wear, some of each."""
    for department, slug in enumerate(DEPARTMENT_SLUGS):
        for build in range(BUILDS):
            for look in range(_LOOKS):
                fits = sizes_for(Dice(seed, "worn", slug, build, look), (slug,))
                for group, labels in fits.items():
                    yield from ((department, build, look, group, label) for label in labels)


def _numbers_write(members: Members, ids: Ids, first: int, kits: int, now: datetime) -> None:
    part = slice(first, first + PART)
    dice, stamp = members.dice[part].astype(np.int64), int(now.timestamp())
    place = np.arange(first, first + len(dice))
    numbers_table(
        "seed_members",
        {
            "place": place,
            "user_id": place + ids.user,
            "closet_id": place + ids.closet,
            "one": dice % kits,
            "other": dice // kits % kits,
            "look": np.where(dice % 1000 < WEARS * 1000, dice % _LOOKS, -1),
            "is_seller": members.is_seller[part],
            "department": members.department[part],
            "build": members.build[part],
            "joined": micros(stamp - members.joined[part]),
            "active": micros(stamp - members.active[part]),
        },
        {"joined": "timestamptz", "active": "timestamptz"},
    )


def _rows_write() -> None:
    _users_write()
    insert_rows(
        Address,
        {
            "id": _next(Address),
            "user_id": "m.user_id",
            "name": "one.first_name || ' ' || other.last_name",
        }
        | {
            "street1": "other.street",
            "city": "one.city",
            "state": "one.state",
            "zip_code": "one.zip",
        }
        | {"is_default_to": "true", "is_default_from": "true", "created_at": "m.joined"},
        _FROM,
    )
    insert_rows(
        MySize,
        {"id": _next(MySize), "user_id": "m.user_id", "group": "w.grp"}
        | {"department": "split_part(w.grp, '-', 1)", "label": "w.label"},
        "seed_members m JOIN seed_worn w USING (department, build, look)",
    )
    insert_rows(
        Closet,
        {"id": "m.closet_id", "user_id": "m.user_id", "handle": _HANDLE, "state": "one.state"}
        | {"display_name": "one.first_name || ' ' || left(other.last_name, 1) || '.'"}
        | {"bio": "CASE WHEN m.is_seller = 1 THEN one.bio ELSE '' END"}
        | {"created_at": "m.joined", "last_active_at": "m.active"},
        _FROM,
    )


def _users_write() -> None:
    email = f"{_HANDLE} || '@{DOMAIN}'"
    insert_rows(
        User,
        {"id": "m.user_id", "username": _HANDLE, "email": email, "date_joined": "m.joined"}
        | {"password": "'!' || md5(m.place::text)", "is_active": "true"}
        | {"first_name": "one.first_name", "last_name": "other.last_name"},
        _FROM,
    )
    insert_rows(
        EmailAddress,
        {"id": _next(EmailAddress), "user_id": "m.user_id", "email": email}
        | {"verified": "true", "primary": "true"},
        _FROM,
    )


def _next(model: "type[Address | MySize | EmailAddress]") -> str:
    return f"nextval(pg_get_serial_sequence('{model._meta.db_table}', 'id'))"
