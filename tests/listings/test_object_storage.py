"""Photos, labels and exports in a bucket instead of on this machine's disk."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from closets.models import User
from listings.exchange.exports import export_run, export_start
from listings.models import Listing, Photo
from listings.services.files import files_sweep
from listings.services.photos import photo_add, photo_remove
from listings.services.preparing import photo_prepare
from listings.services.uploads import upload_append, upload_start
from poshmark.dev.places import ROOT
from shipping.storage import file_keep, file_read
from tests.listings.hostile import NOISE
from tests.object_store import BUCKET, Store, Stored, object_store
from tests.pictures import located, picture_file, upload

APPS = ["closets", "listings", "social", "shipping", "payments", "poshmatch", "poshmark"]


@pytest.fixture
def store(settings: Settings, media: Path) -> Iterator[Store]:
    """The bucket that the default storage keeps everything in; afterwards the disk is empty."""
    with object_store() as running:
        options = {
            "bucket_name": BUCKET,
            "endpoint_url": running.url,
            "region_name": "us-east-1",
            "access_key": "key",
            "secret_key": "secret",
        }
        backend = "closets.lib.object_storage.ObjectStorage"
        settings.STORAGES = settings.STORAGES | {
            "default": {"BACKEND": backend, "OPTIONS": options}
        }
        yield running
    assert not media.exists()


def prepared(ana: User, draft: Listing, content: bytes) -> Photo:
    photo = photo_add(actor=ana, listing=draft, file=upload(content), name="front.jpg")
    photo_prepare(photo.pk)
    photo.refresh_from_db()
    return photo


def test_a_photo_comes_in_parts_and_leaves_its_sizes_without_metadata(
    ana: User,
    draft: Listing,
    store: Store,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    content = picture_file(NOISE, exif=located(), comment=b"at home")
    half = len(content) // 2
    with django_capture_on_commit_callbacks(execute=True):
        begun = upload_start(actor=ana, listing=draft, key="a", name="a.jpg", size=len(content))
        upload_append(actor=ana, upload=begun, offset=0, part=content[:half])
        done = upload_append(actor=ana, upload=begun, offset=half, part=content[half:])
    assert done.photo
    with django_capture_on_commit_callbacks(execute=True):
        photo_prepare(done.photo.pk)
    done.photo.refresh_from_db()
    assert (done.photo.state, done.photo.problem) == ("ready", "")
    folder = f"photos/{done.photo.content_hash[:2]}/{done.photo.content_hash}"
    names = ["1200.webp", "240.webp", "640.webp", "original.jpg"]
    assert sorted(store.objects) == [f"{folder}/{name}" for name in names]
    for stored in store.objects.values():
        with Image.open(io.BytesIO(stored.content)) as image:
            assert (dict(image.getexif()), b"at home" in stored.content) == ({}, False)


def test_photos_may_be_kept_for_ever_and_the_rest_by_nobody(
    ana: User, draft: Listing, store: Store
) -> None:
    prepared(ana, draft, picture_file())
    file_keep(b"a label", "pdf")
    said = {key.split("/")[0]: stored.headers for key, stored in store.objects.items()}
    kind, private = "application/pdf", "private, no-store"
    assert said["labels"] == {"Content-Type": kind, "Cache-Control": private}
    assert said["uploads"]["Cache-Control"] == private
    assert said["photos"]["Cache-Control"] == "public, max-age=31536000, immutable"
    assert said["photos"]["Content-Type"] in {"image/webp", "image/jpeg"}


def test_the_site_serves_it_and_nothing_else_of_the_bucket(
    ana: User, draft: Listing, store: Store, client: Client
) -> None:
    photo = prepared(ana, draft, picture_file())
    answer = client.get(photo.url_240)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
    assert content == store.objects[photo.url_240.removeprefix("/media/")].content
    assert client.get(photo.url_240.replace("240", "250")).status_code == 404
    label = file_keep(b"a label", "pdf")
    assert client.get(f"/media/photos/../labels/{label[:2]}/{label}.pdf").status_code == 404


def test_a_lost_upload_fails_with_the_reason(ana: User, draft: Listing, store: Store) -> None:
    photo = photo_add(actor=ana, listing=draft, file=upload(), name="front.jpg")
    store.objects.clear()
    photo_prepare(photo.pk)
    photo.refresh_from_db()
    assert photo.problem == "The upload was lost. Please add the photo again."


def test_orphans_are_swept_once_they_are_old(ana: User, draft: Listing, store: Store) -> None:
    photo = prepared(ana, draft, picture_file())
    photo_remove(actor=ana, listing=draft, photo=photo)
    share = int(photo.content_hash[:2], 16)
    assert (files_sweep(share), len(store.objects) >= 4) == (0, True)
    before = timezone.now() - timedelta(days=8)
    for key, stored in list(store.objects.items()):
        store.objects[key] = Stored(stored.content, stored.headers, before)
    files_sweep(share)
    assert [key for key in store.objects if key.startswith("photos/")] == []


def test_labels_and_exports_come_back_as_they_were(store: Store, ana: User, dress: Listing) -> None:
    assert file_read(file_keep(b"a label", "pdf"), "pdf") == b"a label"
    job = export_start(actor=ana, closet=ana.closet)
    export_run(job.pk)
    job.refresh_from_db()
    [photo] = dress.photos.all()
    with default_storage.open(job.files[0]) as file, zipfile.ZipFile(file) as archive:
        names = ["listings.csv", "manifest.json", f"photos/{photo.content_hash}.jpg"]
        assert sorted(archive.namelist()) == names


@pytest.mark.parametrize("app", APPS)
def test_nothing_asks_the_storage_for_a_path_or_an_address(app: str) -> None:
    asks = re.compile(r"storage\.(path|url|base_location|location)\b")
    sources = [path for path in (ROOT / app).rglob("*.py") if path.name != "settings.py"]
    assert [str(path) for path in sources if asks.search(path.read_text())] == []
