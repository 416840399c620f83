"""A photo's file that arrives in parts: what came is kept, and the rest is asked for again."""

from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.db.models import Max

from closets.models import User
from listings.models import Listing, Photo, Upload
from listings.pictures import PictureRefused, PictureTooLarge
from listings.services.photos import MAX_PHOTOS, photo_add
from listings.services.status import require_owner

PART_BYTES = 1024 * 1024
OPEN_AT_ONCE = 2 * MAX_PHOTOS
"""Unfinished files a listing may have: a full choice, and one given up before it."""


class PartMisplaced(Exception):
    """The part does not begin where the stored bytes end, or is longer than what is missing."""


@transaction.atomic
def upload_start(*, actor: User, listing: Listing, key: str, name: str, size: int) -> Upload:
    """The upload of this file, begun now or found as far as it came before.

    Its place is behind all that are there or on their way. Raises PermissionDenied, and
    PictureRefused for too many bytes, none, or too many files.
    """
    require_owner(listing, actor)
    _check_size(name, size)
    Listing.objects.select_for_update(no_key=True).only("pk").get(pk=listing.pk)
    same = listing.uploads.filter(key=key)
    same.filter(photo__state=Photo.State.FAILED).delete()
    if upload := same.filter(size=size).first():
        return upload
    if listing.uploads.filter(photo=None).count() >= OPEN_AT_ONCE:
        raise PictureRefused(f"{name} was not added: too many files are on their way.")
    same.delete()
    return Upload.objects.create(
        listing=listing,
        key=key,
        file_name=name[-200:],
        size=size,
        place=_next_place(listing),
    )


def _next_place(listing: Listing) -> int | None:
    """None when the last place is taken: then it takes a gap when it has come."""
    coming = listing.uploads.filter(photo=None).aggregate(last=Max("place"))["last"]
    there = listing.photos.aggregate(last=Max("position"))["last"]
    place = max(-1 if last is None else last for last in (coming, there)) + 1
    return place if place < MAX_PHOTOS else None


def _check_size(name: str, size: int) -> None:
    if size <= 0:
        raise PictureRefused(f"{name} is empty.")
    if size > settings.PHOTO_MAX_BYTES:
        limit = settings.PHOTO_MAX_BYTES // 1024**2
        raise PictureTooLarge(f"{name} is {size / 1024**2:.0f} MB. At most {limit} MB, please.")


def upload_append(*, actor: User, upload: Upload, offset: int, part: bytes) -> Upload:
    """Stores the next part; the last one makes the photo (`upload.photo`).

    The bytes are stored before the row says so, hence a server killed in between asks for the part
    again. Raises PermissionDenied, PartMisplaced (`upload.received` of a fresh row says where to
    go on) and PictureRefused, after which the upload is forgotten.
    """
    require_owner(upload.listing, actor)
    if offset != upload.received or not 0 < len(part) <= min(PART_BYTES, upload.size - offset):
        raise PartMisplaced
    default_storage.save(part_path(upload, offset), ContentFile(part))
    mine = Upload.objects.filter(pk=upload.pk, received=offset)
    if not mine.update(received=offset + len(part)):
        raise PartMisplaced
    upload.received = offset + len(part)
    return upload_finish(actor=actor, upload=upload)


def upload_finish(*, actor: User, upload: Upload) -> Upload:
    """Makes the photo of an upload that has all its bytes; does nothing for others.

    Two requests that both think so make one photo. Raises as upload_append.
    """
    try:
        with transaction.atomic():
            upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
            if upload.received == upload.size and upload.photo_id is None:
                upload.photo = _photo_of(actor, upload)
                upload.save(update_fields=["photo"])
    except PictureRefused:
        upload.delete()
        parts_forget(upload)
        raise
    return upload


def _photo_of(actor: User, upload: Upload) -> Photo:
    with TemporaryUploadedFile(upload.file_name, "", upload.size, None) as file:
        for offset in _offsets(upload):
            with default_storage.open(part_path(upload, offset)) as part:
                _pour(part, file)
        photo = photo_add(
            actor=actor,
            listing=upload.listing,
            file=file,
            name=upload.file_name,
            place=upload.place,
        )
    transaction.on_commit(lambda: parts_forget(upload), robust=True)
    return photo


def _pour(part: IO[bytes], file: TemporaryUploadedFile) -> None:
    while chunk := part.read(PART_BYTES):
        file.write(chunk)


def _offsets(upload: Upload) -> list[int]:
    names = default_storage.listdir(_folder(upload))[1]
    return sorted(int(name) for name in names if name.isdecimal())


def parts_forget(upload: Upload) -> None:
    """Deletes the stored parts: they may hold where the picture was taken."""
    try:
        offsets = _offsets(upload)
    except FileNotFoundError:
        return
    for offset in offsets:
        default_storage.delete(part_path(upload, offset))
    default_storage.delete(_folder(upload))


def part_path(upload: Upload, offset: int) -> str:
    """Where the part that begins at `offset` is stored."""
    return f"{_folder(upload)}/{offset}"


def _folder(upload: Upload) -> str:
    return f"uploads/{upload.token.hex}"
