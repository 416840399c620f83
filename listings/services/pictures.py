"""Pictures in storage, each under its content's hash: photos/<hh>/<hash>/<width>.webp."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from listings.crops import RATIO, Box, crop_box
from listings.pictures import WIDTHS, picture_bytes, picture_sizes

WEBP_QUALITY = 80
ORIGINAL_QUALITY = 95


def store_picture(image: Image.Image, *, ratio: tuple[int, int] = RATIO) -> str:
    """Stores an RGB picture of our own making and returns its content hash (64 hex digits).

    ratio: what its sizes are cropped to. The same pixels give the same hash and are stored once.
    """
    content_hash = hashlib.sha256(repr(image.size).encode() + image.tobytes()).hexdigest()
    if not picture_is_stored(content_hash):
        picture_write(image, content_hash, ratio)
    return content_hash


def picture_write(image: Image.Image, content_hash: str, ratio: tuple[int, int] = RATIO) -> None:
    """Writes every size, then the original as JPEG; its presence says that all are there."""
    sizes_write(image, content_hash, crop_box(image.size, ratio))
    original = picture_bytes(image, "JPEG", ORIGINAL_QUALITY)
    default_storage.save(original_path(content_hash), ContentFile(original))


def sizes_write(image: Image.Image, key: str, box: Box) -> None:
    """Writes every size of a part of the picture under a key, the smallest last."""
    for width, sized in picture_sizes(image, box).items():
        webp = picture_bytes(sized, "WEBP", WEBP_QUALITY)
        default_storage.save(picture_path(key, f"{width}.webp"), ContentFile(webp))


def sizes_are_stored(key: str) -> bool:
    """True when every size is in storage under this key."""
    return default_storage.exists(picture_path(key, f"{WIDTHS[-1]}.webp"))


def picture_is_stored(content_hash: str) -> bool:
    """True when the picture and all its sizes are in storage."""
    return default_storage.exists(original_path(content_hash))


def picture_read(content_hash: str, *, width: int | None = None) -> Image.Image:
    """The stored original, decoded; no larger than it must be to have `width` pixels across."""
    with default_storage.open(original_path(content_hash)) as file, Image.open(file) as image:
        if width and width < image.width:
            image.draft(None, (width, width * image.height // image.width))
        image.load()
        return image


def original_path(content_hash: str) -> str:
    """Where the picture in full is stored."""
    return picture_path(content_hash, "original.jpg")


def picture_path(content_hash: str, name: str) -> str:
    """Where a file of this picture is stored."""
    return f"photos/{content_hash[:2]}/{content_hash}/{name}"
