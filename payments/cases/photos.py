"""Pictures that buyers and sellers attach: kept whole, cleaned as every upload is."""

from collections.abc import Sequence
from typing import IO, Any, cast

from django.conf import settings
from django.core.files.base import File

from listings.pictures import PictureRefused, PictureTooLarge, picture_decode
from listings.services.pictures import store_picture

MOST = 8


def pictures_keep(files: Sequence[File[Any]]) -> tuple[list[str], list[str]]:
    """Stores pictures; returns (content hashes, what is wrong with those not taken)."""
    kept: list[str] = []
    refused: list[str] = []
    for file in files[:MOST]:
        try:
            kept.append(_keep(file))
        except PictureRefused as refusal:
            refused.append(f"{file.name} {refusal}")
    if len(files) > MOST:
        refused.append(f"At most {MOST} photos at once, please.")
    return list(dict.fromkeys(kept)), refused


def _keep(file: File[Any]) -> str:
    if not file.size:
        raise PictureRefused("is empty.")
    if file.size > settings.PHOTO_MAX_BYTES:
        limit = settings.PHOTO_MAX_BYTES // 1024**2
        raise PictureTooLarge(f"is {file.size / 1024**2:.0f} MB. At most {limit} MB, please.")
    return store_picture(picture_decode(cast("IO[bytes]", file)))
