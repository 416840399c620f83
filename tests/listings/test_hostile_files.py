"""Hostile and odd files through the whole road: a clear message, or a safe picture; never stuck."""

import io
import warnings
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks

from closets.models import User
from listings.models import Listing, Photo
from listings.pictures import PictureRefused
from listings.services.photos import photo_add, photo_remove
from listings.services.preparing import photo_prepare
from tests.listings import hostile
from tests.listings.photo_costs import cost_of, hostile_files
from tests.pictures import upload

REFUSED, DAMAGED, SAFE = hostile.refused(), hostile.damaged(), hostile.safe()
NO_TRACE = [
    *(hostile.SECRET, b"Exif", b"EXIF", b"adobe", b"XMP", b"<script", b"<?php", b"PK\x03\x04"),
    *(b"ICC_PROFILE", b"ICCP", b"8BIM", b"nonsense"),
]


def stored(media: Path) -> list[Path]:
    return sorted(path for path in media.rglob("*") if path.is_file())


def test_there_are_forty_and_more() -> None:
    assert len(REFUSED) + len(DAMAGED) + len(SAFE) >= 60


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_at_once_by_name(ana: User, draft: Listing, media: Path, name: str) -> None:
    content, message = REFUSED[name]
    with pytest.raises(PictureRefused) as refusal:
        photo_add(actor=ana, listing=draft, file=upload(content, "a.jpg"), name=name)
    assert str(refusal.value) == f"{name} {message}"
    assert (Photo.objects.count(), stored(media)) == (0, [])


@pytest.mark.parametrize("name", DAMAGED)
def test_it_fails_with_a_reason_and_can_be_taken_away(
    ana: User,
    draft: Listing,
    media: Path,
    name: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    content, message = DAMAGED[name]
    photo = photo_add(actor=ana, listing=draft, file=upload(content, "a.jpg"), name=name)
    with django_capture_on_commit_callbacks(execute=True):
        photo_prepare(photo.pk)
    photo.refresh_from_db()
    assert (photo.state, photo.problem) == ("failed", f"This file {message}")
    assert stored(media) == []
    photo_remove(actor=ana, listing=draft, photo=photo)
    assert draft.photos.count() == 0


@pytest.mark.parametrize("name", SAFE)
def test_the_picture_alone_is_kept(
    ana: User,
    draft: Listing,
    media: Path,
    name: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sent = upload(SAFE[name][0], "a.jpg")
    with warnings.catch_warnings(), django_capture_on_commit_callbacks(execute=True):
        warnings.filterwarnings("ignore", "Corrupt EXIF|Truncated File", UserWarning)
        photo = photo_add(actor=ana, listing=draft, file=sent, name=name)
        photo_prepare(photo.pk)
    photo.refresh_from_db()
    assert (photo.state, photo.problem) == ("ready", "")
    files = stored(media)
    assert [file.name for file in files] == ["1200.webp", "240.webp", "640.webp", "original.jpg"]
    for file in files:
        _holds_pixels_alone(file.read_bytes())


def _holds_pixels_alone(content: bytes) -> None:
    assert [trace for trace in NO_TRACE if trace in content] == []
    with Image.open(io.BytesIO(content)) as image:
        assert (image.mode, dict(image.getexif())) == ("RGB", {})
        assert image.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"} | {
            *("loop", "background", "timestamp", "duration")
        }
        assert getattr(image, "n_frames", 1) == 1


def test_none_takes_more_memory_than_a_worker_has(tmp_path: Path) -> None:
    names = hostile_files(tmp_path)
    cost = cost_of(tmp_path, *names)
    assert cost["refused"] == len(REFUSED) + len(DAMAGED)
    assert cost["sizes"] == 3 * len(SAFE)
    assert cost["memory_mb"] < 400


def test_a_file_that_kills_its_worker_is_given_up(ana: User, draft: Listing) -> None:
    photo = photo_add(actor=ana, listing=draft, file=upload(), name="poison.jpg")
    Photo.objects.filter(pk=photo.pk).update(tries=5)
    photo_prepare(photo.pk)
    photo.refresh_from_db()
    assert (photo.state, photo.tries) == ("failed", 6)
    assert photo.problem == "The photo could not be prepared. Please add it again."
