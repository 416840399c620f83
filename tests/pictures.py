"""Picture files for the tests, made here so that what is in them is known."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

GPS_IFD = 0x8825
ORIENTATION = 0x0112


def picture(width: int = 120, height: int = 160, mode: str = "RGB") -> Image.Image:
    """Red on the left half, blue on the right."""
    image = Image.new("RGB", (width, height), (200, 30, 60))
    image.paste((20, 40, 200), (width // 2, 0, width, height))
    return image.convert(mode)


def picture_file(image: Image.Image | None = None, kind: str = "JPEG", **options: Any) -> bytes:
    """The picture as a file's bytes; options are Pillow's."""
    buffer = io.BytesIO()
    (image or picture()).save(buffer, kind, **options)
    return buffer.getvalue()


def located(orientation: int = 1) -> Image.Exif:
    """EXIF as a phone writes it: how the phone was held, and where."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS_IFD).update({1: "N", 2: (48.0, 51.0, 29.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    return exif


def upload(content: bytes | None = None, name: str = "front.jpg") -> SimpleUploadedFile:
    """An uploaded file, a good JPEG when nothing is said."""
    return SimpleUploadedFile(name, picture_file() if content is None else content)
