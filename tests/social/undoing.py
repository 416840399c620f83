"""Acts that can be undone (S7), and the whole database as text, to compare it before and after."""

from collections.abc import Callable, Set
from datetime import timedelta
from typing import NamedTuple

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from listings.services.bin import listing_delete, listing_restore
from listings.services.prices import price_change, price_undo
from social.models import Party
from social.services.comments import comment_add
from social.services.counters import counts_fold
from social.services.likes import listing_like
from tests.shop import brand

LOGS = frozenset({"poshmatch_signal"})
"""Appended to by every act and every undo: a history, not a state."""
PRICES = LOGS | {"listings_pricechange", "listings_matching"}
"""A price's history is public and says of both changes; saved searches are looked through for each,
which is a worker's list of what to do."""
ROWS = "SELECT t::text FROM {} AS t ORDER BY 1"
IGNORED = "django_session", "django_migrations"


def dump(logs: Set[str] = LOGS) -> dict[str, list[str]]:
    """Every row of every table of ours as text; a counter of zeros is no counter."""
    state = {}
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        for name in sorted(set(names) - logs - set(IGNORED)):
            if name.startswith(("poshmatch_signal_", "poshmatch_impression")):  # pages shown
                continue
            cursor.execute(ROWS.format(connection.ops.quote_name(name)))
            rows = [row for (row,) in cursor.fetchall()]
            counter = name in {"social_listingcounts", "social_closetcounts"}
            state[name] = [row for row in rows if not (counter and _zeros(row))]
    return state


def _zeros(row: str) -> bool:
    return set(row.strip("()").split(",")[1:]) == {"0"}


class Undoable(NamedTuple):
    """logs: tables that tell of the act and of its undoing."""

    do: Callable[[], object]
    undo: Callable[[], object]
    logs: Set[str] = LOGS


def undoables(ana: User, bea: User, dress: Listing) -> dict[str, Undoable]:
    """Each act of S7 of the community and of the closet, by its name."""
    starts = timezone.now() - timedelta(minutes=5)
    party = Party.objects.create(title="P", starts_at=starts, ends_at=starts + timedelta(hours=2))
    comment = comment_add(user=bea, listing=dress, body="Is it lined?")
    listing_like(user=bea, listing=dress)
    hers = Client()
    hers.force_login(bea)
    other = Listing.objects.exclude(pk=dress.pk).get()
    urls = {
        "like": reverse("social:like", args=[other.pk]),
        "share": reverse("social:share", args=[dress.pk]),
        "share to a party": reverse("social:party_item", args=[party.pk, dress.pk]),
        "follow": reverse("social:follow_closet", args=[ana.closet.pk]),
        "follow a brand": reverse("social:follow_brand", args=[brand("Free People").pk]),
    }
    acts = {name: _pressed(hers, url) for name, url in urls.items()}
    deleted = _pressed(hers, reverse("social:comment", args=[comment.pk]))
    acts["delete a comment"] = Undoable(deleted.undo, deleted.do)
    acts["drop a price"] = Undoable(
        lambda: price_change(actor=ana, listing=dress, price_cents=2000),
        lambda: price_undo(actor=ana, listing=dress, change_id=_last_change(dress)),
        PRICES,
    )
    acts["delete a listing"] = Undoable(
        lambda: listing_delete(actor=ana, listing=dress),
        lambda: listing_restore(actor=ana, listing=dress),
    )
    return acts


def _last_change(listing: Listing) -> int:
    return listing.price_changes.latest("pk").pk


def _pressed(client: Client, url: str) -> Undoable:
    return Undoable(lambda: client.post(url), lambda: client.post(url, {"_method": "delete"}))


def differences(act: Undoable) -> tuple[int, list[str]]:
    """How many tables the act changes, and which are other than before when it is undone."""
    counts_fold()
    before = dump(act.logs)
    act.do()
    counts_fold()
    done = dump(act.logs)
    act.undo()
    counts_fold()
    after = dump(act.logs)
    changed = sum(done[name] != before[name] for name in before)
    return changed, [name for name in before if after[name] != before[name]]
