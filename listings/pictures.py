"""What is done to a picture's pixels; knows neither rows nor storage.

Uploads are hostile until proven otherwise: only the listed formats are tried, nothing above
MAX_PIXELS is ever decoded, and what leaves here is a plain sRGB picture without metadata.
"""

import contextlib
import io
import struct
import warnings
from typing import IO

import pi_heif
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS = ["JPEG", "PNG", "WEBP", "HEIF"]
MAX_PIXELS = 50_000_000
MIN_SIDE = 100
WIDTHS = (1200, 640, 240)
RATIO = (3, 4)
TOO_LARGE = f"is too large: at most {MAX_PIXELS // 1_000_000} megapixels, please."
DAMAGED = "is damaged and could not be read."

pi_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
BROKEN = (
    *(OSError, EOFError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError),
    *(RuntimeError, MemoryError, struct.error, ImageCms.PyCMSError),
)
"""What decoders raise on bytes that are not what they claim to be."""


class PictureRefused(Exception):
    """The file is no picture we take; its text tells the member why, without the file's name."""


class PictureTooLarge(PictureRefused):
    """More bytes than we take."""


def picture_size(file: IO[bytes]) -> tuple[int, int]:
    """(width, height) in pixels from the header alone; decodes nothing. Raises PictureRefused."""
    with _opened(file) as image:
        width, height = image.size
    if width * height > MAX_PIXELS:
        raise PictureRefused(TOO_LARGE)
    if min(width, height) < MIN_SIDE:
        raise PictureRefused(
            f"is only {width} x {height} pixels. It needs at least {MIN_SIDE} on each side."
        )
    return width, height


def picture_decode(file: IO[bytes]) -> Image.Image:
    """The first frame, upright, in sRGB, on white, without metadata. Raises PictureRefused."""
    picture_size(file)
    try:
        with _opened(file) as image:
            image.load()
            _upright(image)
            return _plain(image)
    except BOMBS + BROKEN as error:
        raise PictureRefused(DAMAGED) from error


def picture_sizes(image: Image.Image, ratio: tuple[int, int] = RATIO) -> dict[int, Image.Image]:
    """The picture, cropped to a ratio, at each of WIDTHS, largest first; never above its crop."""
    box = crop_box(image.size, ratio)
    sizes: dict[int, Image.Image] = {}
    for width in WIDTHS:
        width_there = min(width, max(1, box[2] - box[0]))
        size = (width_there, max(1, round(width_there * ratio[1] / ratio[0])))
        image = image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
        box = (0, 0, *image.size)
        sizes[width] = image
    return sizes


def crop_box(size: tuple[int, int], ratio: tuple[int, int] = RATIO) -> tuple[int, int, int, int]:
    """The largest box of a ratio (left, top, right, bottom) around the centre of a picture."""
    width, height = size
    across = min(width, height * ratio[0] // ratio[1])
    down = min(height, width * ratio[1] // ratio[0])
    left, top = (width - across) // 2, (height - down) // 2
    return left, top, left + max(1, across), top + max(1, down)


def picture_bytes(image: Image.Image, kind: str, quality: int) -> bytes:
    """The picture as a file of this kind ("WEBP", "JPEG"), with nothing but pixels in it."""
    buffer = io.BytesIO()
    image.save(buffer, kind, quality=quality)
    return buffer.getvalue()


def perceptual_hash(image: Image.Image) -> int:
    """64 bits (signed, as the database wants them) that similar pictures mostly share."""
    grey = image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = "".join(str(int(grey[i] < grey[i + 1])) for i in range(72) if i % 9 < 8)
    return int.from_bytes(int(bits, 2).to_bytes(8, "big"), "big", signed=True)


def _opened(file: IO[bytes]) -> Image.Image:
    file.seek(0)
    try:
        return Image.open(file, formats=FORMATS)
    except UnidentifiedImageError as error:
        raise PictureRefused("is not a JPEG, PNG, WebP or HEIC picture.") from error
    except BOMBS as error:
        raise PictureRefused(TOO_LARGE) from error
    except BROKEN as error:
        raise PictureRefused(DAMAGED) from error


def _upright(image: Image.Image) -> None:
    """Turns it as the camera was held; a picture whose EXIF is broken stays as it is."""
    with contextlib.suppress(*BROKEN):
        ImageOps.exif_transpose(image, in_place=True)


def _plain(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if image.mode in {"I", "I;16", "I;16B", "I;16L", "F"}:
        image = image.point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        return _on_white(image.convert("RGBA"), profile)
    return _in_srgb(image, profile)


def _on_white(image: Image.Image, profile: bytes | None) -> Image.Image:
    white = Image.new("RGB", image.size, "white")
    white.paste(_in_srgb(image.convert("RGB"), profile), mask=image.getchannel("A"))
    return white


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Converted by its own colour profile when that fits, else by Pillow's rule of thumb."""
    if image.mode not in {"RGB", "CMYK", "L"}:
        image = image.convert("RGB")
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image
    plain = image.convert("RGB")
    plain.info.clear()
    return plain
