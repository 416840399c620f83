"""What the worker does with a photo: its sizes, its crop, and giving up what cannot be read."""

from datetime import timedelta
from functools import partial
from math import ceil
from typing import IO, cast

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from closets.models import User
from listings.crops import Crop, crop_box, crop_fit, crop_kept, crop_key, crop_pixels
from listings.help.cover import cover_colours
from listings.models import Listing, Photo
from listings.pictures import (
    WIDTHS,
    PictureRefused,
    perceptual_hash,
    picture_decode,
    picture_placeholder,
)
from listings.services.photos import cover_keep, photo_enqueue, picture_known, upload_forget
from listings.services.pictures import (
    picture_is_stored,
    picture_read,
    picture_write,
    sizes_are_stored,
    sizes_write,
)
from listings.services.status import require_owner

GIVE_UP_AFTER = timedelta(days=1)
LATE_AFTER = timedelta(minutes=2)
MOST_TRIES = 5
"""A worker that dies of a picture is not given it for ever."""
GIVEN_UP = "The photo could not be prepared. Please add it again."


def photo_prepare(photo_id: int) -> None:
    """Makes the sizes of one waiting photo and marks it READY, or FAILED with the reason.

    Doing it again, or for a photo removed meanwhile, changes nothing; nor does it for one without
    an upload, whose picture somebody else brings.
    """
    _uploaded().filter(pk=photo_id).update(tries=F("tries") + 1)
    photo = _uploaded().filter(pk=photo_id).first()
    if photo is None:
        return
    try:
        if photo.tries > MOST_TRIES:
            photo.state, photo.problem = Photo.State.FAILED, GIVEN_UP
        elif not _make_alike(photo):
            photo_make_ready(photo)
    except (PictureRefused, FileNotFoundError) as problem:
        photo.state, photo.problem = Photo.State.FAILED, _reason(problem)
    _settle(photo)


def _make_alike(photo: Photo) -> bool:
    """Fills the columns from another photo of the same picture, which is not decoded again."""
    known = picture_known(photo.content_hash)
    if known:
        vars(photo).update(known, state=Photo.State.READY)
    return known is not None


def _uploaded() -> QuerySet[Photo]:
    """Waiting photos that are ours to prepare."""
    return Photo.objects.filter(state=Photo.State.PROCESSING).exclude(upload="")


def photo_make_ready(photo: Photo) -> None:
    """Stores the sizes of a photo's upload and fills its columns; writes no row.

    Raises PictureRefused, and FileNotFoundError when the upload is gone.
    """
    if picture_is_stored(photo.content_hash):
        image = picture_read(photo.content_hash)
    else:
        with default_storage.open(photo.upload) as file:
            image = picture_decode(cast("IO[bytes]", file))
        picture_write(image, photo.content_hash)
    photo.width, photo.height = image.size
    photo.perceptual_hash = perceptual_hash(image)
    photo.placeholder = picture_placeholder(image, crop_box(image.size))
    photo.colours = [*map(str, cover_colours(image, crop_box(image.size)))]
    photo.state = Photo.State.READY


def _reason(problem: Exception) -> str:
    if isinstance(problem, PictureRefused):
        return f"This file {problem}"
    return "The upload was lost. Please add the photo again."


@transaction.atomic
def _settle(photo: Photo) -> None:
    upload, photo.upload = photo.upload, ""
    crop_due = photo.crop_due if photo.is_ready else None
    Photo.objects.filter(pk=photo.pk).update(
        state=photo.state,
        problem=photo.problem,
        width=photo.width,
        height=photo.height,
        perceptual_hash=photo.perceptual_hash,
        placeholder=photo.placeholder,
        colours=photo.colours,
        crop_due=crop_due,
        upload="",
    )
    if crop_due:
        transaction.on_commit(partial(photo_crop_enqueue, photo.pk), robust=True)
    cover_keep(photo.listing_id)
    upload_forget(upload)


@transaction.atomic
def photo_crop(*, actor: User, listing: Listing, photo: Photo, crop: Crop) -> None:
    """Chooses the part that is shown; a worker makes its sizes, until then the former are shown.

    Raises PermissionDenied, and ValueError for numbers that mean nothing or a photo that is not
    ready yet.
    """
    require_owner(listing, actor)
    if not photo.is_ready:
        raise ValueError(photo.state)
    chosen = crop_fit(crop, (photo.width, photo.height))
    Photo.objects.filter(pk=photo.pk, listing=listing).update(
        crop=list(chosen), crop_due=timezone.now()
    )
    transaction.on_commit(partial(photo_crop_enqueue, photo.pk), robust=True)


def photo_crop_enqueue(photo_id: int) -> None:
    """Tells a worker to make the sizes of its crop."""
    from listings.tasks import photo_crop_task

    photo_crop_task.delay(photo_id)


def photo_crop_prepare(photo_id: int) -> None:
    """Makes the sizes of a photo's chosen crop and shows them. Doing it again changes nothing."""
    photo = _cropped().filter(pk=photo_id).first()
    if photo is None:
        return
    crop = crop_kept(Crop(*photo.crop), (photo.width, photo.height))
    key = crop_key(photo.content_hash, crop)
    image = picture_read(photo.content_hash, width=ceil(WIDTHS[0] / crop.width))
    box = crop_pixels(crop, image.size)
    if not sizes_are_stored(key):
        sizes_write(image, key, box)
    Photo.objects.filter(pk=photo.pk, crop=photo.crop).update(
        crop=list(crop), crop_key=key, crop_due=None, placeholder=picture_placeholder(image, box)
    )


def _cropped() -> QuerySet[Photo]:
    """Photos whose chosen crop waits for its sizes; an import's wait for the picture first."""
    return Photo.objects.filter(state=Photo.State.READY, crop_due__isnull=False)


def photos_sweep() -> int:
    """Enqueues again what a lost message or a killed worker left unprepared; returns how many.

    What could not be prepared for a day is given up, so that no draft is stuck on it.
    """
    now = timezone.now()
    waiting = _uploaded()
    waiting.filter(created_at__lt=now - GIVE_UP_AFTER).update(
        state=Photo.State.FAILED, problem=GIVEN_UP
    )
    before = now - LATE_AFTER
    late = list(waiting.filter(created_at__lt=before).values_list("pk", flat=True)[:500])
    for photo_id in late:
        photo_enqueue(photo_id)
    crops = list(_cropped().filter(crop_due__lt=before).values_list("pk", flat=True)[:500])
    for photo_id in crops:
        photo_crop_enqueue(photo_id)
    return len(late) + len(crops)
