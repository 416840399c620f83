"""News rows (S5), written in the transaction of the act they tell of."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from social.models import News, NewsGroup
from social.news.badge import badge_forget

_ADD = """
INSERT INTO social_news (recipient_id, kind, actor_id, listing_id, text, url, created_at)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
_TAKE_BACK = """
WITH gone AS (
    DELETE FROM social_news WHERE id = (
        SELECT max(id) FROM social_news WHERE recipient_id = %(recipient)s AND kind = %(kind)s
            AND actor_id = %(actor)s AND listing_id IS NOT DISTINCT FROM %(listing)s)
    RETURNING group_id)
INSERT INTO social_newsrefold (group_id) SELECT group_id FROM gone WHERE group_id IS NOT NULL
"""


_WITHDRAW = """
WITH gone AS (
    DELETE FROM social_news
    WHERE listing_id = %(listing)s AND kind = %(kind)s AND created_at >= %(since)s
    RETURNING group_id)
INSERT INTO social_newsrefold (group_id)
SELECT DISTINCT group_id FROM gone WHERE group_id IS NOT NULL
"""


def news_add(
    *,
    recipient_id: int,
    kind: News.Kind,
    actor: User | None = None,
    listing: Listing | None = None,
    text: str = "",
    url: str = "",
) -> None:
    """Tells a member; nobody is told of their own act."""
    if actor is not None and actor.pk == recipient_id:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD,
            [
                *(recipient_id, kind, actor.pk if actor else None),
                *(listing.pk if listing else None, text[:200], url, timezone.now()),
            ],
        )


def news_add_many(
    *, urls: Mapping[int, str], kind: News.Kind, actor: User, listing: Listing, text: str
) -> None:
    """Tells many members the same, each with an address of their own: `urls` by recipient's id."""
    News.objects.bulk_create(
        News(recipient_id=member, kind=kind, actor=actor, listing=listing, text=text, url=url)
        for member, url in urls.items()
    )


def news_take_back(
    *, recipient_id: int, kind: News.Kind, actor: User, listing: Listing | None = None
) -> None:
    """Removes the last news of what an undone act told, folded or not."""
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKE_BACK,
            {
                "recipient": recipient_id,
                "kind": kind,
                "actor": actor.pk,
                "listing": listing.pk if listing else None,
            },
        )


def news_withdraw(*, kind: News.Kind, listing: Listing, since: datetime) -> None:
    """Removes what many were told of a listing since a moment, folded or not."""
    with connection.cursor() as cursor:
        cursor.execute(_WITHDRAW, {"kind": kind, "listing": listing.pk, "since": since})


@transaction.atomic
def news_read(*, user: User, group_ids: Iterable[int] | None = None) -> int:
    """Marks a member's groups as read, all of them unless told which; returns how many were not.

    They are locked in the order in which the worker locks them.
    """
    unread = NewsGroup.objects.filter(recipient=user, read_at=None)
    if group_ids is not None:
        unread = unread.filter(pk__in=group_ids)
    locked = unread.order_by("recipient_id", "kind", "subject").select_for_update()
    ids = list(locked.values_list("pk", flat=True))
    badge_forget([user.pk])
    return NewsGroup.objects.filter(pk__in=ids).update(read_at=timezone.now())
