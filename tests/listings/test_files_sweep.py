"""Stored files that no row names are deleted when they are old; all others stay."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from closets.models import User
from listings import tasks
from listings.models import Listing, Photo, Upload
from listings.services.files import files_sweep, pictures_named
from listings.services.pictures import store_picture
from listings.services.uploads import part_path, upload_append, upload_start
from tests.listings.conftest import add_photo
from tests.pictures import picture

DAY = 86_400


def aged(media: Path, days: float) -> None:
    """All that is stored looks as if stored days ago."""
    then = time.time() - days * DAY
    for path in media.rglob("*"):
        os.utime(path, (then, then))


def stored(media: Path) -> list[str]:
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def share_of(key: str) -> int:
    return int(key[:2], 16)


def test_an_orphan_goes_after_a_week_and_a_shown_picture_stays(draft: Listing, media: Path) -> None:
    shown = add_photo(draft).content_hash
    orphan = store_picture(picture(300, 400))
    aged(media, 6)
    assert (files_sweep(share_of(orphan)), files_sweep(share_of(shown))) == (0, 0)
    aged(media, 8)
    before = stored(media)
    assert files_sweep(share_of(orphan)) == 1
    assert files_sweep(share_of(shown)) == 0
    assert stored(media) == [path for path in before if orphan not in path]


def test_the_sizes_of_a_crop_that_is_shown_stay(draft: Listing, media: Path) -> None:
    photo = add_photo(draft)
    key = store_picture(picture(300, 400))
    Photo.objects.filter(pk=photo.pk).update(crop_key=key)
    aged(media, 30)
    assert files_sweep(share_of(key)) == 0


def test_what_closets_show_stays(ana: User) -> None:
    ana.closet.avatar_hash, ana.closet.cover_hash = "a" * 64, "b" * 64
    ana.closet.save()
    assert pictures_named({"a" * 64, "b" * 64, "c" * 64}) == {"a" * 64, "b" * 64}


def test_an_upload_that_nobody_waits_for_goes_after_a_day(draft: Listing, media: Path) -> None:
    for name in ("uploads/lost", "uploads/waits", "uploads/0123/0"):
        default_storage.save(name, ContentFile(b"x"))
    Photo.objects.create(listing=draft, position=0, upload="uploads/waits")
    assert files_sweep(0) == 0
    aged(media, 2)
    assert files_sweep(0) == 2
    assert stored(media) == ["uploads/waits"]


def test_parts_of_an_upload_given_up_go_with_it(ana: User, draft: Listing, media: Path) -> None:
    upload = upload_start(actor=ana, listing=draft, key="k", name="a.jpg", size=9)
    upload_append(actor=ana, upload=upload, offset=0, part=b"abc")
    aged(media, 2)
    assert files_sweep(0) == 0
    assert stored(media) == [part_path(upload, 0)]
    Upload.objects.update(created_at=timezone.now() - timedelta(days=2))
    assert files_sweep(0) == 1
    assert (stored(media), Upload.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_nothing_stored_is_nothing_to_sweep() -> None:
    tasks.photos_files_sweep()
    assert files_sweep(255) == 0
