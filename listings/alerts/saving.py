"""Writing saved searches."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from closets.models import User
from listings.alerts.filing import SearchRefused, standing_of
from listings.models import SavedSearch, Standing
from listings.search.params import Search

MOST = 100
"""Saved searches of one member."""
KEPT_DAYS = 30
"""How long a deleted one can be taken back."""


@transaction.atomic
def search_save(*, user: User, search: Search, name: str) -> tuple[SavedSearch, bool]:
    """Saves the state with all it says; False beside it when the member had it already.

    Raises SearchRefused when it has no filter but a price, or the member has too many.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    mine = SavedSearch.objects.filter(user=user, deleted_at=None)
    standing = standing_of(search)
    known = mine.filter(standing=standing, my_size=search.my_size).first()
    if known:
        return known, False
    if mine.count() >= MOST:
        raise SearchRefused(f"You have {MOST} saved searches. Delete one to save another.")
    saved = SavedSearch.objects.create(
        user=user,
        standing=standing,
        name=_name(name),
        address=search.query_string(),
        my_size=search.my_size,
    )
    _wait(saved, 1)
    return saved, True


def search_change(
    *, user: User, saved: SavedSearch, name: str, alert: SavedSearch.Alert, by_mail: bool
) -> None:
    """Renames it and sets how the member hears of it. Raises PermissionDenied."""
    _require_own(user, saved)
    saved.name = _name(name) or saved.name
    saved.alert, saved.by_mail = alert, by_mail
    saved.save(update_fields=["name", "alert", "by_mail"])


@transaction.atomic
def search_delete(*, user: User, saved: SavedSearch) -> bool:
    """Deletes it, to be taken back for 30 days; False when it is gone already."""
    _require_own(user, saved)
    mine = SavedSearch.objects.filter(pk=saved.pk, deleted_at=None)
    gone = bool(mine.update(deleted_at=timezone.now()))
    if gone:
        _wait(saved, -1)
    return gone


@transaction.atomic
def search_restore(*, user: User, saved: SavedSearch) -> bool:
    """Takes a deletion back; False when it was not deleted, or was saved anew meanwhile."""
    _require_own(user, saved)
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    same = {"standing": saved.standing_id, "my_size": saved.my_size, "deleted_at": None}
    if SavedSearch.objects.filter(user=user, **same).exists():
        return False
    back = bool(SavedSearch.objects.filter(pk=saved.pk).update(deleted_at=None))
    if back:
        _wait(saved, 1)
    return back


def searches_purge() -> None:
    """Forgets what was deleted too long ago to be taken back, and states that nobody keeps."""
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    SavedSearch.objects.filter(deleted_at__lt=before).delete()
    Standing.objects.filter(waiting=0, saved=None, created_at__lt=before).delete()


def _wait(saved: SavedSearch, more: int) -> None:
    """Counts the member as waiting or no longer, unless another search of theirs does already."""
    same = SavedSearch.objects.filter(user=saved.user_id, standing=saved.standing_id)
    if not same.filter(deleted_at=None).exclude(pk=saved.pk).exists():
        Standing.objects.filter(pk=saved.standing_id).update(waiting=F("waiting") + more)


def _name(typed: str) -> str:
    return " ".join(typed.replace("\x00", "").split())[:60]


def _require_own(user: User, saved: SavedSearch) -> None:
    if saved.user_id != user.pk:
        raise PermissionDenied
