"""A closet's profile and cover picture: taken in like a listing's photos, prepared by a worker."""

import hashlib
import uuid
from datetime import timedelta
from functools import partial
from typing import IO, Any, cast

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from closets.models import Closet, User
from listings.crops import crop_box
from listings.pictures import PictureRefused, picture_decode
from listings.services.photos import file_check
from listings.services.pictures import sizes_are_stored, sizes_write
from social.models import ClosetPicture

RATIOS = {ClosetPicture.Kind.AVATAR: (1, 1), ClosetPicture.Kind.COVER: (3, 1)}
FIELDS = {ClosetPicture.Kind.AVATAR: "avatar_hash", ClosetPicture.Kind.COVER: "cover_hash"}
MOST_TRIES = 5
LATE_AFTER = timedelta(minutes=2)
GIVE_UP_AFTER = timedelta(days=1)
LOST = "The picture could not be prepared. Please choose it again."


def picture_choose(*, actor: User, kind: str, file: File[Any], name: str) -> ClosetPicture:
    """Takes an uploaded file as the picture of the member's closet; what is shown now stays until a
    worker has made its sizes. The last one chosen counts.

    kind: "avatar" or "cover". Raises PictureRefused with a message that names the file.
    """
    try:
        file_check(file)
    except PictureRefused as refusal:
        raise type(refusal)(f"{name[-200:]} {refusal}") from refusal
    file.seek(0)
    upload = default_storage.save(f"uploads/{uuid.uuid4().hex}", file)
    return _choose(actor.closet, kind, upload)


@transaction.atomic
def _choose(closet: Closet, kind: str, upload: str) -> ClosetPicture:
    _take_away(closet, kind)
    picture = ClosetPicture.objects.create(closet=closet, kind=kind, upload=upload)
    transaction.on_commit(partial(picture_enqueue, picture.pk), robust=True)
    return picture


@transaction.atomic
def picture_remove(*, actor: User, kind: str) -> None:
    """Takes the closet's picture away, also one that is on its way; none, no change."""
    _take_away(actor.closet, kind)
    Closet.objects.filter(pk=actor.closet.pk).update(**{FIELDS[ClosetPicture.Kind(kind)]: ""})


def _take_away(closet: Closet, kind: str) -> None:
    """Removes what is on its way; choosing twice at once waits here."""
    Closet.objects.select_for_update(no_key=True).only("pk").get(pk=closet.pk)
    for picture in ClosetPicture.objects.filter(closet=closet, kind=kind):
        picture.delete()
        _forget(picture.upload)


def _forget(upload: str) -> None:
    """Deletes the file, which may hold where the picture was taken."""
    if upload:
        transaction.on_commit(partial(default_storage.delete, upload))


def picture_enqueue(picture_id: int) -> None:
    """Tells a worker to prepare it."""
    from social.tasks import picture_prepare_task

    picture_prepare_task.delay(picture_id)


def picture_prepare(picture_id: int) -> None:
    """Makes the sizes of one waiting picture and shows it, or keeps what is wrong with it.

    Doing it again, or for one replaced meanwhile, changes nothing.
    """
    _waiting().filter(pk=picture_id).update(tries=F("tries") + 1)
    picture = _waiting().filter(pk=picture_id).first()
    if picture is None:
        return
    try:
        _show(picture, _sizes_make(picture))
    except PictureRefused as refusal:
        _fail(picture, f"This file {refusal}")
    except FileNotFoundError:
        _fail(picture, LOST)


def _waiting() -> QuerySet[ClosetPicture]:
    return ClosetPicture.objects.exclude(upload="")


def _sizes_make(picture: ClosetPicture) -> str:
    """Stores the sizes and returns what they are stored under. Raises PictureRefused."""
    if picture.tries > MOST_TRIES:
        raise FileNotFoundError(picture.upload)
    with default_storage.open(picture.upload) as file:
        image = picture_decode(cast("IO[bytes]", file))
    key = hashlib.sha256(f"{picture.kind}:{image.size}:".encode() + image.tobytes()).hexdigest()
    if not sizes_are_stored(key):
        sizes_write(image, key, crop_box(image.size, RATIOS[ClosetPicture.Kind(picture.kind)]))
    return key


@transaction.atomic
def _show(picture: ClosetPicture, key: str) -> None:
    """Shows it, unless it was replaced or removed while its sizes were made."""
    Closet.objects.select_for_update(no_key=True).only("pk").get(pk=picture.closet_id)
    if ClosetPicture.objects.filter(pk=picture.pk).delete()[0]:
        field = FIELDS[ClosetPicture.Kind(picture.kind)]
        Closet.objects.filter(pk=picture.closet_id).update(**{field: key})
        _forget(picture.upload)


@transaction.atomic
def _fail(picture: ClosetPicture, problem: str) -> None:
    _waiting().filter(pk=picture.pk).update(upload="", problem=problem)
    _forget(picture.upload)


def pictures_sweep() -> int:
    """Enqueues again what a lost message or a killed worker left; gives up what waits for a day.
    Returns how many."""
    now = timezone.now()
    waiting = _waiting()
    waiting.filter(created_at__lt=now - GIVE_UP_AFTER).update(upload="", problem=LOST)
    late = waiting.filter(created_at__lt=now - LATE_AFTER).values_list("pk", flat=True)
    found = list(late[:500])
    for picture_id in found:
        picture_enqueue(picture_id)
    return len(found)
