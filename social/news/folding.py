"""News into their groups: each row into exactly one, whenever and however often this runs.

A row that belongs to a group names it, so that being folded and being counted are one write.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from closets.lib.sql import rows
from social.models.news import Kind
from social.news.badge import badge_forget
from social.news.choices import Mail, Wishes, wishes_of

FOLDED = 2000
BY_LISTING = frozenset({Kind.LIKE, Kind.SHARE, Kind.COMMENT, Kind.MENTION, Kind.PRICE_DROP})
MAILED_FOR_DAYS = 1
"""Older news than that are shown, but no longer mailed."""

_TAKE = """
SELECT id, recipient_id, kind, listing_id, created_at, read_at FROM social_news
WHERE group_id IS NULL AND (%(recipient)s IS NULL OR recipient_id = %(recipient)s)
ORDER BY recipient_id, id LIMIT %(most)s FOR UPDATE SKIP LOCKED
"""
_OPEN = """
INSERT INTO social_newsgroup
    (recipient_id, kind, subject, listing_id, latest_at, read_at, actors, text, url)
SELECT k.recipient, k.kind, k.subject, k.listing, k.latest, k.read, 0, '', ''
FROM unnest(%(recipient)s::bigint[], %(kind)s::varchar[], %(subject)s::bigint[],
    %(listing)s::bigint[], %(latest)s::timestamptz[], %(read)s::timestamptz[])
    AS k (recipient, kind, subject, listing, latest, read)
ORDER BY k.recipient, k.kind, k.subject
ON CONFLICT (recipient_id, kind, subject) WHERE read_at IS NULL
    DO UPDATE SET latest_at = greatest(social_newsgroup.latest_at, excluded.latest_at)
RETURNING id, recipient_id, kind, subject, read_at IS NOT NULL
"""
_PUT = """
UPDATE social_news AS n SET group_id = k.target
FROM unnest(%(ids)s::bigint[], %(groups)s::bigint[]) AS k (id, target) WHERE n.id = k.id
"""
_LESS = """
DELETE FROM social_newsrefold WHERE id IN (
    SELECT id FROM social_newsrefold ORDER BY id LIMIT %(most)s FOR UPDATE SKIP LOCKED)
RETURNING group_id
"""
_LOCK = """
SELECT recipient_id FROM social_newsgroup WHERE id = ANY(%(groups)s)
ORDER BY recipient_id, kind, subject FOR UPDATE
"""
_COUNT = """
UPDATE social_newsgroup AS g SET actors = n.actors, actor_id = last.actor_id, text = last.text,
    url = last.url, latest_at = last.created_at
FROM (SELECT group_id, count(DISTINCT actor_id) AS actors FROM social_news
    WHERE group_id = ANY(%(groups)s) GROUP BY 1) AS n
JOIN (SELECT DISTINCT ON (group_id) group_id, actor_id, text, url, created_at FROM social_news
    WHERE group_id = ANY(%(groups)s) ORDER BY group_id, created_at DESC, id DESC) AS last
    USING (group_id)
WHERE g.id = n.group_id
"""
_EMPTY = """
DELETE FROM social_newsgroup AS g WHERE id = ANY(%(groups)s)
    AND NOT EXISTS (SELECT FROM social_news AS n WHERE n.group_id = g.id)
"""
_MAILS = """
INSERT INTO social_newsmail (group_id, recipient_id, daily, due_at)
SELECT * FROM unnest(%(group)s::bigint[], %(recipient)s::bigint[], %(daily)s::boolean[],
    %(due)s::timestamptz[])
ON CONFLICT DO NOTHING
"""


class Taken(NamedTuple):
    """A row of news that waits."""

    pk: int
    recipient: int
    kind: str
    listing: int | None
    created_at: datetime
    read_at: datetime | None

    @property
    def subject(self) -> int:
        """What it has in common with others of its group."""
        if self.kind == Kind.FOLLOW:
            return 0
        return self.listing if self.kind in BY_LISTING and self.listing else -self.pk


class Key(NamedTuple):
    """What news of one group have in common; is_read: read as they came, or not wanted."""

    recipient: int
    kind: str
    subject: int
    is_read: bool


@dataclass
class Lot:
    """News of one key, as far as they were taken now."""

    ids: list[int]
    listing: int | None
    latest: datetime


def news_fold(*, recipient: int | None = None, mails: bool = True) -> int:
    """Folds what waits, of everybody or of one member; returns how many rows, 0 when none waits.

    mails: whether those who want mail of it get it.
    """
    with transaction.atomic():
        taken = [Taken(*row) for row in rows(_TAKE, {"recipient": recipient, "most": FOLDED})]
        if taken:
            wishes = wishes_of({row.recipient for row in taken})
            lots = _lots(taken, wishes)
            groups = _opened(lots)
            _put(lots, groups)
            _count(groups.values())
            _mail(lots if mails else {}, groups, wishes)
    return len(taken)


@transaction.atomic
def news_refold() -> int:
    """Counts groups anew that lost news; returns how many, 0 when none did."""
    less = {pk for (pk,) in rows(_LESS, {"most": FOLDED})}
    _count(less)
    return len(less)


def news_fold_all(*, mails: bool = True) -> None:
    """Folds all that waits; without `mails` for news that were loaded, not made."""
    while news_fold(mails=mails):
        pass
    while news_refold():
        pass


def _lots(taken: Iterable[Taken], wishes: Mapping[int, Wishes]) -> dict[Key, Lot]:
    lots: dict[Key, Lot] = {}
    for row in taken:
        is_read = row.read_at is not None or not wishes[row.recipient].of(row.kind).on_site
        key = Key(row.recipient, row.kind, row.subject, is_read)
        lot = lots.setdefault(key, Lot([], row.listing, row.created_at))
        lot.ids.append(row.pk)
        lot.latest = max(lot.latest, row.created_at)
    return lots


def _opened(lots: Mapping[Key, Lot]) -> dict[Key, int]:
    """The group of each key: the unread one that is there, or a new one."""
    now = timezone.now()
    columns = {
        "recipient": [key.recipient for key in lots],
        "kind": [key.kind for key in lots],
        "subject": [key.subject for key in lots],
        "listing": [lot.listing for lot in lots.values()],
        "latest": [lot.latest for lot in lots.values()],
        "read": [now if key.is_read else None for key in lots],
    }
    return {Key(*rest): pk for pk, *rest in rows(_OPEN, columns)}


def _put(lots: Mapping[Key, Lot], groups: Mapping[Key, int]) -> None:
    pairs = [(pk, groups[key]) for key, lot in lots.items() for pk in lot.ids]
    ids, targets = zip(*pairs, strict=True)
    _execute(_PUT, {"ids": list(ids), "groups": list(targets)})


def _count(groups: Iterable[int]) -> None:
    """Has the groups say what their news say; one that lost all of them goes."""
    ids = {"groups": sorted(set(groups))}
    if not ids["groups"]:
        return
    recipients = rows(_LOCK, ids)
    _execute(_COUNT, ids)
    _execute(_EMPTY, ids)
    badge_forget(pk for (pk,) in recipients)


def _mail(lots: Mapping[Key, Lot], groups: Mapping[Key, int], wishes: Mapping[int, Wishes]) -> None:
    now = timezone.now()
    wanted = [
        (groups[key], key.recipient, choice.mail == Mail.DAILY, one.due_at(key.kind, now))
        for key, lot in lots.items()
        if (one := wishes[key.recipient])
        and (choice := one.of(key.kind)).mail != Mail.OFF
        and (now - lot.latest).days < MAILED_FOR_DAYS
    ]
    if wanted:
        group, recipient, daily, due = (list(column) for column in zip(*wanted, strict=True))
        _execute(_MAILS, {"group": group, "recipient": recipient, "daily": daily, "due": due})


def _execute(query: str, parameters: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
