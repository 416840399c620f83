"""What is done to a picture's pixels; knows neither rows nor storage.

Uploads are hostile until proven otherwise: only the listed formats are tried, nothing above its
format's limit is ever decoded, and what leaves here is a plain sRGB picture without metadata.
"""

import base64
import contextlib
import io
import struct
import warnings
from typing import IO

import pi_heif
from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from listings.crops import Box

FORMATS = ["JPEG", "PNG", "WEBP", "HEIF"]
MAX_PIXELS = 50_000_000
KEPT_PIXELS = 25_000_000
"""What has more pixels is kept at half its width and height."""
HEAVY_PIXELS = {
    "PNG": 40_000_000,
    "WEBP": 13_000_000,
    "HEIF": 25_000_000,
    "progressive": 20_000_000,
}
"""Kinds whose decoders hold several copies of the picture: no task may need more than 400 MB."""
MIN_SIDE = 100
BAND = 256
WIDTHS = (1200, 640, 240)
PLACEHOLDER = (12, 16)
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How to turn a picture upright, by its EXIF orientation."""
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
        most = _most_pixels(image)
    if width * height > most:
        raise PictureRefused(_too_large(most))
    if min(width, height) < MIN_SIDE:
        raise PictureRefused(
            f"is only {width} x {height} pixels. It needs at least {MIN_SIDE} on each side."
        )
    return width, height


def _most_pixels(image: Image.Image) -> int:
    kind = "progressive" if "progressive" in image.info else image.format
    return HEAVY_PIXELS.get(kind or "", MAX_PIXELS)


def _too_large(most: int) -> str:
    kinds = "" if most == MAX_PIXELS else " of this kind"
    return f"is too large: at most {most // 1_000_000} megapixels{kinds}, please."


def picture_decode(file: IO[bytes]) -> Image.Image:
    """The first frame, upright, in sRGB, on white, without metadata. Raises PictureRefused.

    At most KEPT_PIXELS: a larger one is halved.
    """
    width, height = picture_size(file)
    try:
        with _opened(file) as image:
            if width * height > KEPT_PIXELS:
                image.draft(None, (width // 2, height // 2))
            image.load()
            turn, plain = _turn(image), _plain(image)
            image.close()  # two copies of a large picture are all that fits
        return plain if turn is None else plain.transpose(turn)
    except BOMBS + BROKEN as error:
        raise PictureRefused(DAMAGED) from error


def picture_sizes(image: Image.Image, box: Box) -> dict[int, Image.Image]:
    """The part of the picture at each of WIDTHS, largest first; never above its own size."""
    sizes: dict[int, Image.Image] = {}
    across, down = box[2] - box[0], box[3] - box[1]
    for width in WIDTHS:
        width_there = min(width, across)
        size = (width_there, max(1, round(width_there * down / across)))
        image = image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
        box = (0, 0, *image.size)
        sizes[width] = image
    return sizes


def picture_bytes(image: Image.Image, kind: str, quality: int) -> bytes:
    """The picture as a file of this kind ("WEBP", "JPEG"), with nothing but pixels in it."""
    buffer = io.BytesIO()
    image.save(buffer, kind, quality=quality)
    return buffer.getvalue()


def perceptual_hash(image: Image.Image) -> int:
    """64 bits (signed, as the database wants them) that similar pictures mostly share."""
    grey = image.resize((9, 8), Image.Resampling.BOX).convert("L").tobytes()
    bits = "".join(str(int(grey[i] < grey[i + 1])) for i in range(72) if i % 9 < 8)
    return int.from_bytes(int(bits, 2).to_bytes(8, "big"), "big", signed=True)


def picture_placeholder(image: Image.Image, box: Box) -> str:
    """A few pixels of a part of the picture as a data: URL (about 120 characters)."""
    tiny = picture_bytes(image.resize(PLACEHOLDER, Image.Resampling.BOX, box=box), "WEBP", 30)
    return f"data:image/webp;base64,{base64.b64encode(tiny).decode()}"


def _opened(file: IO[bytes]) -> Image.Image:
    file.seek(0)
    try:
        return Image.open(file, formats=FORMATS)
    except UnidentifiedImageError as error:
        raise PictureRefused("is not a JPEG, PNG, WebP or HEIC picture.") from error
    except BOMBS as error:
        raise PictureRefused(_too_large(MAX_PIXELS)) from error
    except BROKEN as error:
        raise PictureRefused(DAMAGED) from error


def _plain(image: Image.Image) -> Image.Image:
    """In sRGB on white, band by band, since a whole copy in each mode would not fit in memory."""
    width, height = image.size
    step = 2 if width * height > KEPT_PIXELS else 1
    plain = Image.new("RGB", (-(-width // step), -(-height // step)))
    for top in range(0, height, BAND):
        band = image.crop((0, top, width, min(height, top + BAND)))
        band.info = image.info
        plain.paste(_band_plain(band).reduce(step), (0, top // step))
    return plain


def _band_plain(band: Image.Image) -> Image.Image:
    profile = band.info.get("icc_profile")
    if band.mode in {"I", "I;16", "I;16B", "I;16L", "F"}:
        band = band.point(lambda value: value / 256).convert("L")
    if band.has_transparency_data:
        return _on_white(band.convert("RGBA"), profile)
    return _in_srgb(band, profile)


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
    return image.convert("RGB")


def _turn(image: Image.Image) -> Image.Transpose | None:
    """How the camera was held; a picture whose EXIF is broken stays as it is."""
    with contextlib.suppress(*BROKEN):
        return TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    return None
