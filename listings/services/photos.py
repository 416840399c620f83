"""A listing's photos: taken in by the web process, prepared by a worker, kept in order."""

import hashlib
import uuid
from collections.abc import Sequence
from functools import partial
from typing import IO, Any, cast

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Case, F, OuterRef, Subquery, Value, When

from closets.models import User
from listings.models import Listing, Photo
from listings.pictures import (
    PictureRefused,
    PictureTooLarge,
    picture_size,
)
from listings.services.pictures import picture_is_stored
from listings.services.status import require_owner

MAX_PHOTOS = 16
INTRINSIC = ("width", "height", "perceptual_hash", "placeholder", "colours")
"""What a picture tells of itself, the same for every photo that shows it."""


def photo_add(
    *, actor: User, listing: Listing, file: File[Any], name: str, place: int | None = None
) -> Photo:
    """Takes an uploaded file as a photo of the listing; a worker makes its sizes.

    place: where it was chosen to stand (0 to 15), since uploads overtake each other; taken or not
    given, it becomes the last. Looks at the file's header alone. Raises PermissionDenied, and
    PictureRefused with a message that names the file when it is no picture we take or the listing
    has 16 already.
    """
    require_owner(listing, actor)
    name = name[-200:]
    try:
        file_check(file)
    except PictureRefused as refusal:
        raise type(refusal)(f"{name} {refusal}") from refusal
    content_hash = _hash_of(file)
    file.seek(0)
    upload = default_storage.save(f"uploads/{uuid.uuid4().hex}", file)
    try:
        return _photo_create(listing, content_hash, upload, name, place)
    except PictureRefused:
        default_storage.delete(upload)
        raise


def file_check(file: File[Any]) -> None:
    """Raises PictureRefused, without the file's name, for what is no picture we take."""
    if not file.size:
        raise PictureRefused("is empty.")
    if file.size > settings.PHOTO_MAX_BYTES:
        limit = settings.PHOTO_MAX_BYTES // 1024**2
        raise PictureTooLarge(f"is {file.size / 1024**2:.0f} MB. At most {limit} MB, please.")
    picture_size(cast("IO[bytes]", file))


def _hash_of(file: File[Any]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


@transaction.atomic
def _photo_create(
    listing: Listing, content_hash: str, upload: str, name: str, place: int | None
) -> Photo:
    position = _free_position(listing, place)
    if position is None:
        raise PictureRefused(f"{name} was not added: a listing has at most {MAX_PHOTOS} photos.")
    photo = Photo.objects.create(
        listing=listing,
        position=position,
        content_hash=content_hash,
        upload=upload,
        file_name=name,
    )
    transaction.on_commit(partial(photo_enqueue, photo.pk), robust=True)
    return photo


def _free_position(listing: Listing, place: int | None) -> int | None:
    """`place` if it is free, else behind the last, else a gap; None when all 16 are taken."""
    Listing.objects.select_for_update(no_key=True).only("pk").get(pk=listing.pk)
    taken = set(listing.photos.values_list("position", flat=True))
    free = [position for position in range(MAX_PHOTOS) if position not in taken]
    behind = [position for position in free if position > max(taken, default=-1)]
    return place if place in free else next(iter(behind or free), None)


def photo_enqueue(photo_id: int) -> None:
    """Tells a worker to prepare it."""
    from listings.tasks import photo_prepare_task

    photo_prepare_task.delay(photo_id)


def upload_forget(upload: str) -> None:
    """Deletes an upload (it may hold where the picture was taken) once nobody waits for it."""
    if upload and not Photo.objects.filter(upload=upload).exists():
        transaction.on_commit(lambda: default_storage.delete(upload))


def cover_keep(listing_id: int) -> None:
    """The cover is the first photo that is ready, or none."""
    first = Photo.objects.filter(listing=OuterRef("pk"), state=Photo.State.READY)
    Listing.objects.filter(pk=listing_id).update(
        cover=Subquery(first.order_by("position").values("pk")[:1])
    )


def picture_known(content_hash: str) -> dict[str, Any] | None:
    """INTRINSIC of a picture that is stored and that some photo shows, best an uncropped one."""
    same = Photo.objects.filter(content_hash=content_hash, state=Photo.State.READY)
    known = same.order_by("crop_key").values(*INTRINSIC).first()
    return dict(known) if known and picture_is_stored(content_hash) else None


@transaction.atomic
def photo_remove(*, actor: User, listing: Listing, photo: Photo) -> None:
    """Takes a photo away; those after it move up. Raises PermissionDenied."""
    require_owner(listing, actor)
    Listing.objects.select_for_update(no_key=True).only("pk").get(pk=listing.pk)
    if not listing.photos.filter(pk=photo.pk).delete()[0]:
        return
    listing.photos.filter(position__gt=photo.position).update(position=F("position") - 1)
    cover_keep(listing.pk)
    upload_forget(photo.upload)


@transaction.atomic
def photos_reorder(*, actor: User, listing: Listing, order: Sequence[int]) -> None:
    """Puts the photos in the order of these ids, the first becoming the cover.

    Photos that the list does not name follow in their old order; unknown ids count for nothing.
    Raises PermissionDenied.
    """
    require_owner(listing, actor)
    Listing.objects.select_for_update(no_key=True).only("pk").get(pk=listing.pk)
    present = list(listing.photos.order_by("position").values_list("pk", flat=True))
    wanted = [pk for pk in dict.fromkeys(order) if pk in present]
    wanted += [pk for pk in present if pk not in wanted]
    if not wanted:
        return
    places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(wanted)]
    listing.photos.update(position=Case(*places))
    cover_keep(listing.pk)


def photo_move(*, actor: User, listing: Listing, photo: Photo, by: int) -> None:
    """Moves a photo `by` places (negative: towards the front), as far as there are places."""
    order = list(listing.photos.order_by("position").values_list("pk", flat=True))
    place = order.index(photo.pk)
    order.insert(max(0, place + by), order.pop(place))
    photos_reorder(actor=actor, listing=listing, order=order)


def photos_copy(*, source: Listing, target: Listing) -> None:
    """Gives a new listing the photos of another; the pictures themselves are shared."""
    photos = list(source.photos.exclude(state=Photo.State.FAILED).order_by("position"))
    for position, photo in enumerate(photos):
        photo.pk, photo.listing, photo.position = None, target, position
        photo._state.adding = True
    for photo in Photo.objects.bulk_create(photos):
        if photo.state == Photo.State.PROCESSING:
            transaction.on_commit(partial(photo_enqueue, photo.pk), robust=True)
    cover_keep(target.pk)
