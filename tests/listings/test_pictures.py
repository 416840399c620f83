"""Hostile and odd files: each is refused with a clear message or made safe."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from listings.crops import crop_box
from listings.pictures import (
    PictureRefused,
    perceptual_hash,
    picture_bytes,
    picture_decode,
    picture_size,
    picture_sizes,
)
from tests.pictures import located, picture, picture_file

HEIC = (Path(__file__).parent / "files" / "phone.heic").read_bytes()
RED, BLUE = (200, 30, 60), (20, 40, 200)


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims this size and holds almost nothing."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 64))
        + chunk(b"IEND", b"")
    )


def text_bomb() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "a" * 5_000_000, zip=True)
    return picture_file(picture(), "PNG", pnginfo=info)


def decoded(content: bytes) -> Image.Image:
    return picture_decode(io.BytesIO(content))


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    return isinstance(pixel, tuple) and all(
        abs(a - b) <= 12 for a, b in zip(pixel, colour, strict=True)
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not a JPEG, PNG, WebP or HEIC picture."),
        (b"Dear diary", "is not a JPEG, PNG, WebP or HEIC picture."),
        (b"<svg><script>alert(1)</script></svg>", "is not a JPEG, PNG, WebP or HEIC picture."),
        (picture_file(kind="GIF"), "is not a JPEG, PNG, WebP or HEIC picture."),
        (picture_file(kind="TIFF"), "is not a JPEG, PNG, WebP or HEIC picture."),
        (png_header(8000, 7625), "is too large: at most 50 megapixels, please."),
        (png_header(60_000, 60_000), "is too large: at most 50 megapixels, please."),
        (
            picture_file(picture(1, 60_000), "PNG"),
            "is only 1 x 60000 pixels. It needs at least 100 on each side.",
        ),
        (text_bomb(), "is damaged and could not be read."),
    ],
)
def test_a_hostile_header_is_refused_without_decoding(content: bytes, message: str) -> None:
    with pytest.raises(PictureRefused) as refusal:
        picture_size(io.BytesIO(content))
    assert str(refusal.value) == message


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_truncated_file_is_refused_when_decoded(kind: str) -> None:
    content = picture_file(Image.effect_noise((400, 400), 90).convert("RGB"), kind)
    with pytest.raises(PictureRefused, match=r"is damaged and could not be read|is not a JPEG"):
        decoded(content[: len(content) // 2])


def test_truncated_heic_is_refused() -> None:
    with pytest.raises(PictureRefused):
        decoded(HEIC[:400])


def test_the_header_of_each_kind_is_read() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        assert picture_size(io.BytesIO(picture_file(kind=kind))) == (120, 160)
    assert picture_size(io.BytesIO(HEIC)) == (120, 160)


def test_heic_is_turned_upright() -> None:
    image = decoded(HEIC)
    assert (image.mode, image.size, image.info) == ("RGB", (120, 160), {})
    assert near(image.getpixel((60, 10)), BLUE)
    assert near(image.getpixel((60, 150)), RED)


def test_orientation_is_applied_and_exif_gone() -> None:
    image = decoded(picture_file(picture(160, 120), exif=located(orientation=6)))
    assert image.size == (120, 160)
    assert near(image.getpixel((60, 10)), RED)
    assert near(image.getpixel((60, 150)), BLUE)
    assert (dict(image.getexif()), image.info) == ({}, {})


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_broken_exif_does_not_stop_a_good_picture() -> None:
    assert decoded(picture_file(exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff junk")).size == (120, 160)


def test_cmyk_becomes_rgb() -> None:
    image = decoded(picture_file(picture(mode="CMYK")))
    assert image.mode == "RGB"
    assert near(image.getpixel((10, 10)), RED)


def test_sixteen_bits_become_eight() -> None:
    grey = Image.new("I;16", (120, 160), 0x8000)
    image = decoded(picture_file(grey, "PNG"))
    assert (image.mode, image.getpixel((5, 5))) == ("RGB", (128, 128, 128))


def test_transparent_becomes_white() -> None:
    clear = Image.new("RGBA", (120, 160), (255, 0, 0, 0))
    assert decoded(picture_file(clear, "PNG")).getpixel((5, 5)) == (255, 255, 255)


def test_a_transparent_palette_becomes_white() -> None:
    palette = Image.new("P", (120, 160), 0)
    content = picture_file(palette, "PNG", transparency=0)
    assert decoded(content).getpixel((5, 5)) == (255, 255, 255)


def test_of_an_animation_the_first_frame_is_taken() -> None:
    frames = [Image.new("RGB", (120, 160), colour) for colour in (RED, BLUE)]
    content = picture_file(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    assert near(decoded(content).getpixel((60, 80)), RED)


def test_a_colour_profile_is_applied_and_dropped() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = decoded(picture_file(icc_profile=lab))
    assert near(image.getpixel((10, 10)), RED)
    assert "icc_profile" not in image.info


def test_a_senseless_colour_profile_is_ignored() -> None:
    assert near(decoded(picture_file(icc_profile=b"nonsense")).getpixel((10, 10)), RED)


def test_sizes_show_the_three_to_four_crop() -> None:
    sizes = picture_sizes(picture(3000, 2000), crop_box((3000, 2000)))
    assert {width: image.size for width, image in sizes.items()} == {
        1200: (1200, 1600),
        640: (640, 853),
        240: (240, 320),
    }


def test_a_small_picture_is_not_blown_up() -> None:
    sizes = picture_sizes(picture(300, 400), crop_box((300, 400)))
    assert [image.size for image in sizes.values()] == [(300, 400), (300, 400), (240, 320)]


@pytest.mark.parametrize(
    ("size", "box"),
    [
        ((300, 400), (0, 0, 300, 400)),
        ((800, 400), (250, 0, 550, 400)),
        ((300, 1000), (0, 300, 300, 700)),
    ],
)
def test_the_crop_is_around_the_centre(
    size: tuple[int, int], box: tuple[int, int, int, int]
) -> None:
    assert crop_box(size) == box


def test_the_perceptual_hash_survives_another_encoding() -> None:
    image = Image.effect_mandelbrot((300, 400), (-2, -1.5, 1, 1.5), 60).convert("RGB")
    again = Image.open(io.BytesIO(picture_bytes(image.resize((150, 200)), "JPEG", 60)))
    differing = (perceptual_hash(image) ^ perceptual_hash(again)) & (2**64 - 1)
    assert differing.bit_count() <= 4
