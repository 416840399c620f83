"""A listing's photos from the upload to the cover."""

import itertools
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from closets.models import User
from listings import tasks
from listings.models import Listing, Photo
from listings.pictures import PictureRefused
from listings.services.photos import (
    INTRINSIC,
    photo_add,
    photo_move,
    photo_remove,
    photos_reorder,
)
from listings.services.pictures import original_path, picture_path, store_picture
from listings.services.preparing import photo_prepare, photos_sweep
from tests.listings.conftest import add_photo
from tests.pictures import located, picture, picture_file, upload

FILES = ["1200.webp", "240.webp", "640.webp", "original.jpg"]


def stored(media: Path) -> list[str]:
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def ready(listing: Listing, count: int) -> list[Photo]:
    return [add_photo(listing) for _ in range(count)]


def order_of(listing: Listing) -> list[tuple[int, int]]:
    return list(listing.photos.order_by("position").values_list("pk", "position"))


def test_an_upload_waits_and_then_is_ready(ana: User, draft: Listing, media: Path) -> None:
    photo = photo_add(actor=ana, listing=draft, file=upload(), name="front.jpg")
    assert (photo.state, photo.position, photo.file_name) == ("processing", 0, "front.jpg")
    assert stored(media) == [photo.upload]
    photo_prepare(photo.pk)
    photo.refresh_from_db()
    draft.refresh_from_db()
    assert (photo.state, photo.width, photo.height, photo.upload) == ("ready", 120, 160, "")
    assert draft.cover == photo


def test_the_prepared_picture_is_stored_in_every_size(
    ana: User,
    draft: Listing,
    media: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    photo = photo_add(actor=ana, listing=draft, file=upload(), name="front.jpg")
    with django_capture_on_commit_callbacks(execute=True):
        photo_prepare(photo.pk)
    folder = f"photos/{photo.content_hash[:2]}/{photo.content_hash}"
    assert stored(media) == [f"{folder}/{name}" for name in FILES]


def test_no_stored_file_says_where_it_was_taken(
    ana: User,
    draft: Listing,
    media: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    content = picture_file(exif=located(orientation=3), comment=b"at home")
    photo = photo_add(actor=ana, listing=draft, file=upload(content), name="front.jpg")
    with django_capture_on_commit_callbacks(execute=True):
        photo_prepare(photo.pk)
    for path in stored(media):
        with Image.open(media / path) as image:
            assert (dict(image.getexif()), image.info.keys() & {"exif", "comment", "xmp"}) == (
                {},
                set(),
            )
    assert len(stored(media)) == 4


def test_the_worker_is_told_on_its_own_queue_after_the_commit(
    ana: User,
    draft: Listing,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with current_app.connection_for_write() as connection:
        queue = connection.SimpleQueue("photos")
        queue.clear()
        with django_capture_on_commit_callbacks() as callbacks:
            photo = photo_add(actor=ana, listing=draft, file=upload(), name="front.jpg")
        assert (queue.clear(), len(callbacks)) == (0, 1)
        callbacks[0]()
        message = queue.get(timeout=60)
        message.ack()
    assert message.headers["task"] == "listings.tasks.photo_prepare_task"
    assert message.payload[0] == [photo.pk]


def test_the_workers_tasks_do_it(ana: User, draft: Listing) -> None:
    photo = photo_add(actor=ana, listing=draft, file=upload(), name="front.jpg")
    tasks.photos_sweep()
    tasks.photo_prepare_task(photo.pk)
    photo.refresh_from_db()
    assert photo.state == "ready"


def test_preparing_twice_changes_nothing(ana: User, draft: Listing) -> None:
    photo = photo_add(actor=ana, listing=draft, file=upload(), name="front.jpg")
    photo_prepare(photo.pk)
    before = Photo.objects.filter(pk=photo.pk).values().get()
    photo_prepare(photo.pk)
    assert Photo.objects.filter(pk=photo.pk).values().get() == before


def test_a_picture_already_stored_needs_no_upload(ana: User, draft: Listing) -> None:
    first = photo_add(actor=ana, listing=draft, file=upload(), name="front.jpg")
    photo_prepare(first.pk)
    second = photo_add(actor=ana, listing=draft, file=upload(), name="again.jpg")
    default_storage.delete(second.upload)
    photo_prepare(second.pk)
    second.refresh_from_db()
    assert (second.state, second.content_hash) == ("ready", first.content_hash)


def test_a_picture_is_decoded_once_however_often_it_is_shown(ana: User, draft: Listing) -> None:
    first = photo_add(actor=ana, listing=draft, file=upload(), name="front.jpg")
    photo_prepare(first.pk)
    second = photo_add(actor=ana, listing=draft, file=upload(), name="again.jpg")
    original = default_storage.path(original_path(first.content_hash))
    Path(original).write_bytes(b"nobody reads this")
    photo_prepare(second.pk)
    seen = Photo.objects.order_by("position").values_list("state", *INTRINSIC)
    assert seen[0] == seen[1]
    assert seen[0][0] == "ready"


def test_a_damaged_picture_fails_with_the_reason(ana: User, draft: Listing) -> None:
    content = picture_file(Image.effect_noise((400, 400), 90).convert("RGB"))[:9000]
    photo = photo_add(actor=ana, listing=draft, file=upload(content), name="torn.jpg")
    photo_prepare(photo.pk)
    photo.refresh_from_db()
    assert (photo.state, photo.problem) == ("failed", "This file is damaged and could not be read.")


def test_a_lost_upload_fails_with_the_reason(ana: User, draft: Listing) -> None:
    photo = photo_add(actor=ana, listing=draft, file=upload(), name="front.jpg")
    default_storage.delete(photo.upload)
    photo_prepare(photo.pk)
    photo.refresh_from_db()
    assert photo.problem == "The upload was lost. Please add the photo again."


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "none.jpg", "none.jpg is empty."),
        (b"hello", "a.jpg", "a.jpg is not a JPEG, PNG, WebP or HEIC picture."),
        (b"x" * 1_100_000, "big.png", "big.png is 1 MB. At most 1 MB, please."),
    ],
)
def test_what_is_no_picture_is_refused_by_name_and_leaves_nothing(
    ana: User,
    draft: Listing,
    media: Path,
    settings: Settings,
    content: bytes,
    name: str,
    message: str,
) -> None:
    settings.PHOTO_MAX_BYTES = 1024 * 1024
    with pytest.raises(PictureRefused) as refusal:
        photo_add(actor=ana, listing=draft, file=upload(content, name), name=name)
    assert str(refusal.value) == message
    assert (Photo.objects.count(), stored(media)) == (0, [])


def test_a_seventeenth_photo_is_refused(ana: User, draft: Listing, media: Path) -> None:
    ready(draft, 16)
    before = stored(media)
    with pytest.raises(PictureRefused) as refusal:
        photo_add(actor=ana, listing=draft, file=upload(), name="17.jpg")
    assert str(refusal.value) == "17.jpg was not added: a listing has at most 16 photos."
    assert (draft.photos.count(), stored(media)) == (16, before)


def test_uploads_that_overtake_each_other_stand_as_chosen(ana: User, draft: Listing) -> None:
    for place in (2, 0, 1, 1, None, 99):
        photo_add(actor=ana, listing=draft, file=upload(), name=f"{place}.jpg", place=place)
    names = draft.photos.order_by("position").values_list("position", "file_name")
    assert list(names) == [
        *((0, "0.jpg"), (1, "1.jpg"), (2, "2.jpg")),
        *((3, "1.jpg"), (4, "None.jpg"), (5, "99.jpg")),
    ]


def test_a_gap_before_the_last_place_is_filled(ana: User, draft: Listing) -> None:
    ready(draft, 16)[3].delete()
    assert photo_add(actor=ana, listing=draft, file=upload(), name="x.jpg").position == 3


def test_a_stranger_adds_removes_and_orders_nothing(cleo: User, draft: Listing) -> None:
    photos = ready(draft, 2)
    before = order_of(draft)
    with pytest.raises(PermissionDenied):
        photo_add(actor=cleo, listing=draft, file=upload(), name="front.jpg")
    with pytest.raises(PermissionDenied):
        photo_remove(actor=cleo, listing=draft, photo=photos[0])
    with pytest.raises(PermissionDenied):
        photos_reorder(actor=cleo, listing=draft, order=[photos[1].pk])
    assert order_of(draft) == before


def test_photos_take_any_order_and_the_first_is_the_cover(ana: User, draft: Listing) -> None:
    photos = [photo.pk for photo in ready(draft, 3)]
    for order in itertools.permutations(photos):
        photos_reorder(actor=ana, listing=draft, order=order)
        draft.refresh_from_db()
        assert order_of(draft) == [(pk, place) for place, pk in enumerate(order)]
        assert draft.cover_id == order[0]


def test_unnamed_photos_follow_and_foreign_ones_count_for_nothing(
    ana: User, draft: Listing
) -> None:
    one, two, three = (photo.pk for photo in ready(draft, 3))
    other = ready(Listing.objects.create(closet=ana.closet), 1)[0]
    photos_reorder(actor=ana, listing=draft, order=[three, other.pk, three])
    assert order_of(draft) == [(three, 0), (one, 1), (two, 2)]
    other.refresh_from_db()
    assert other.position == 0


@pytest.mark.parametrize(("by", "order"), [(-1, [1, 0, 2]), (1, [0, 2, 1]), (-9, [1, 0, 2])])
def test_a_photo_moves_as_far_as_there_are_places(
    ana: User, draft: Listing, by: int, order: list[int]
) -> None:
    photos = ready(draft, 3)
    photo_move(actor=ana, listing=draft, photo=photos[1], by=by)
    assert order_of(draft) == [(photos[n].pk, place) for place, n in enumerate(order)]


def test_removing_a_photo_closes_the_gap_and_finds_a_cover(ana: User, draft: Listing) -> None:
    first, second, third = ready(draft, 3)
    photos_reorder(actor=ana, listing=draft, order=[first.pk])
    photo_remove(actor=ana, listing=draft, photo=first)
    draft.refresh_from_db()
    assert order_of(draft) == [(second.pk, 0), (third.pk, 1)]
    assert draft.cover == second


def test_removing_the_last_photo_leaves_no_cover(ana: User, draft: Listing) -> None:
    (only,) = ready(draft, 1)
    photos_reorder(actor=ana, listing=draft, order=[only.pk])
    photo_remove(actor=ana, listing=draft, photo=only)
    draft.refresh_from_db()
    assert draft.cover is None


def test_the_sweep_finds_the_late_and_gives_up_the_lost(ana: User, draft: Listing) -> None:
    ages = [timedelta(seconds=5), timedelta(minutes=5), timedelta(days=2)]
    for position, age in enumerate(ages):
        photo = Photo.objects.create(
            listing=draft, position=position, content_hash="0" * 64, upload=f"uploads/{position}"
        )
        Photo.objects.filter(pk=photo.pk).update(created_at=timezone.now() - age)
    assert photos_sweep() == 1
    states = draft.photos.order_by("position").values_list("state", flat=True)
    assert list(states) == ["processing", "processing", "failed"]


def test_storing_a_picture_twice_stores_it_once(media: Path) -> None:
    first = store_picture(picture())
    again = store_picture(picture())
    assert first == again
    assert stored(media) == [picture_path(first, name) for name in FILES]


def test_the_sweep_leaves_photos_that_somebody_else_brings(ana: User, draft: Listing) -> None:
    photo = Photo.objects.create(listing=draft, position=0)
    Photo.objects.filter(pk=photo.pk).update(created_at=timezone.now() - timedelta(days=2))
    assert photos_sweep() == 0
    photo_prepare(photo.pk)
    photo.refresh_from_db()
    assert photo.state == Photo.State.PROCESSING
