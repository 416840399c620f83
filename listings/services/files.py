"""Stored files that no row names any more, deleted once they are old enough."""

from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils import timezone

from closets.models import Closet
from listings import events
from listings.models import Photo, Upload
from listings.services.uploads import parts_forget

UPLOADS_KEPT = timedelta(days=1)
PICTURES_KEPT = timedelta(days=7)
"""A picture may be stored some time before the row that names it is committed."""
SHARES = 256


def files_sweep(share: int) -> int:
    """Deletes uploads that were given up, and of one share (0 to 255) of the pictures the orphans.

    Returns how many files and folders it deleted.
    """
    now = timezone.now()
    return (
        _uploads_given_up(now - UPLOADS_KEPT)
        + _uploads_unnamed(now - UPLOADS_KEPT)
        + _pictures_unnamed(f"photos/{share % SHARES:02x}", now - PICTURES_KEPT)
    )


def _uploads_given_up(before: datetime) -> int:
    stale = list(Upload.objects.filter(created_at__lt=before)[:500])
    for upload in stale:
        upload.delete()
        parts_forget(upload)
    return len(stale)


def _uploads_unnamed(before: datetime) -> int:
    folders, files = _listed("uploads")
    tokens = {token.hex for token in Upload.objects.values_list("token", flat=True)}
    loose = [f"uploads/{name}" for name in files]
    named = set(Photo.objects.filter(upload__in=loose).values_list("upload", flat=True))
    deleted = sum(_delete_old(path, before) for path in loose if path not in named)
    lost = [name for name in folders if name not in tokens]
    return deleted + sum(_delete_folder(f"uploads/{name}", before) for name in lost)


def _pictures_unnamed(folder: str, before: datetime) -> int:
    keys = set(_listed(folder)[0])
    orphans = keys - pictures_named(keys) if keys else set()
    return sum(_delete_folder(f"{folder}/{key}", before) for key in sorted(orphans))


def pictures_named(keys: set[str]) -> set[str]:
    """Those of the keys that some row, of this floor or of any other, still shows."""
    photos = Photo.objects.filter(Q(content_hash__in=keys) | Q(crop_key__in=keys))
    named = {key for pair in photos.values_list("content_hash", "crop_key") for key in pair}
    closets = Closet.objects.filter(Q(avatar_hash__in=keys) | Q(cover_hash__in=keys))
    named |= {key for pair in closets.values_list("avatar_hash", "cover_hash") for key in pair}
    for _receiver, wanted in events.pictures_wanted.send(sender=Photo, keys=keys):
        named |= set(wanted or ())
    return named & keys


def _listed(folder: str) -> tuple[list[str], list[str]]:
    """Names of folders and files there; none when nothing was ever stored."""
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _delete_folder(folder: str, before: datetime) -> int:
    paths = [f"{folder}/{name}" for name in _listed(folder)[1]]
    if not all(default_storage.get_modified_time(path) < before for path in paths):
        return 0
    for path in paths:
        default_storage.delete(path)
    default_storage.delete(folder)
    return 1


def _delete_old(path: str, before: datetime) -> int:
    if default_storage.get_modified_time(path) >= before:
        return 0
    default_storage.delete(path)
    return 1
