"""Files that a careless, unlucky or hostile sender may upload, made here byte by byte."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageCms, PngImagePlugin

from tests.pictures import located, picture, picture_file

SECRET = b"48.8584 N 2.2945 E, my bedroom"
"""Stands in every place where metadata may hide; no stored file may hold it."""
HEIC = (Path(__file__).parent / "files" / "phone.heic").read_bytes()
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><place>%s</place></x:xmpmeta>" % SECRET
NOISE = Image.effect_noise((400, 400), 90).convert("RGB")

NOT_A_PICTURE = "is not a JPEG, PNG, WebP or HEIC picture."
DAMAGED = "is damaged and could not be read."
TOO_LARGE = "is too large: at most 50 megapixels, please."

Files = dict[str, tuple[bytes, str]]
"""By the name the sender gave: the content, and what the sender is told."""


def chunk(name: bytes, body: bytes, *, crc: int | None = None) -> bytes:
    """A PNG chunk."""
    check = zlib.crc32(name + body) if crc is None else crc
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)


def png(width: int, height: int, *more: bytes, crc: int | None = None) -> bytes:
    """A PNG that claims this size and holds almost nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = more or (chunk(b"IDAT", zlib.compress(b"\0" * 64)),)
    parts = [chunk(b"IHDR", header, crc=crc), *data, chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def png_with(*more: bytes) -> bytes:
    """A good PNG with more chunks behind its header."""
    good = picture_file(kind="PNG")
    return good[:33] + b"".join(more) + good[33:]


def jpeg_claiming(width: int, height: int, *, progressive: bool = False) -> bytes:
    """A JPEG of 120 x 160 whose header says something else."""
    content = bytearray(picture_file(progressive=progressive))
    at = content.index(b"\xff\xc2" if progressive else b"\xff\xc0") + 5
    content[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(content)


def webp_claiming(width: int, height: int) -> bytes:
    """A WebP whose canvas is far larger than its frame."""
    canvas = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    frame = picture_file(kind="WEBP")[12:]
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + canvas + frame
    return b"RIFF" + struct.pack("<I", len(body)) + body


def zipped() -> bytes:
    """A ZIP archive with something to hide."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("run.php", b"<?php system('id'); ?>" + SECRET)
    return buffer.getvalue()


def animated(kind: str) -> bytes:
    """Two frames, the first red and blue as ever."""
    return picture_file(kind=kind, save_all=True, append_images=[picture().rotate(180)])


def text_chunks() -> bytes:
    """Text that unpacks to 5 MB in one chunk."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "a" * 5_000_000, zip=True)
    return picture_file(kind="PNG", pnginfo=info)


def profile_bomb() -> bytes:
    """A colour profile that unpacks to 60 MB."""
    return png_with(chunk(b"iCCP", b"p\0\0" + zlib.compress(b"\0" * 60_000_000)))


def refused() -> Files:
    """What its first bytes already give away."""
    good = picture_file()
    heic_sequence = HEIC.replace(b"ftypheic", b"ftypmsf1", 1).replace(b"mif1heic", b"msf1hevc", 1)
    return {
        "none.jpg": (b"", "is empty."),
        "diary.jpg": (b"Dear diary", NOT_A_PICTURE),
        "nul.jpg": (b"\0" * 5000, NOT_A_PICTURE),
        "logo.svg": (b"<svg xmlns='x'><script>alert(1)</script></svg>", NOT_A_PICTURE),
        "page.html.jpg": (b"<!doctype html><script>alert(1)</script>", NOT_A_PICTURE),
        "still.gif": (picture_file(kind="GIF"), NOT_A_PICTURE),
        "moving.gif": (animated("GIF"), NOT_A_PICTURE),
        "scan.tiff": (picture_file(kind="TIFF"), NOT_A_PICTURE),
        "paint.bmp": (picture_file(kind="BMP"), NOT_A_PICTURE),
        "icon.ico": (picture_file(kind="ICO"), NOT_A_PICTURE),
        "cinema.jp2": (picture_file(kind="JPEG2000"), NOT_A_PICTURE),
        "print.eps.png": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", NOT_A_PICTURE),
        "paper.pdf.jpg": (b"%PDF-1.4\n1 0 obj<</OpenAction 2 0 R>>", NOT_A_PICTURE),
        "program.jpg": (b"MZ" + b"\x90\0" * 500, NOT_A_PICTURE),
        "script.jpg": (b"#!/bin/sh\nrm -rf /\n", NOT_A_PICTURE),
        "archive.jpg": (zipped(), NOT_A_PICTURE),
        "zip-first.jpg": (zipped() + good, NOT_A_PICTURE),
        "packed.jpg": (zlib.compress(b"\0" * 10_000_000), NOT_A_PICTURE),
        "signature.png": (b"\x89PNG\r\n\x1a\n", NOT_A_PICTURE),
        "start.jpg": (b"\xff\xd8\xff\xd9", NOT_A_PICTURE),
        "sequence.heic": (heic_sequence, NOT_A_PICTURE),
        "square-km.png": (png(60_000, 60_000), TOO_LARGE),
        "61-megapixels.jpg": (jpeg_claiming(8000, 7625), TOO_LARGE),
        "41-megapixels.png": (
            png(8200, 5000),
            "is too large: at most 40 megapixels of this kind, please.",
        ),
        "poster.jpg": (jpeg_claiming(65_000, 65_000), TOO_LARGE),
        "51-megapixels.jpg": (jpeg_claiming(8500, 6000), TOO_LARGE),
        "progressive.jpg": (
            jpeg_claiming(5000, 4200, progressive=True),
            "is too large: at most 20 megapixels of this kind, please.",
        ),
        "flat.webp": (
            picture_file(Image.new("RGB", (3700, 3700)), "WEBP", lossless=True, method=0),
            "is too large: at most 13 megapixels of this kind, please.",
        ),
        "line.png": (
            picture_file(picture(1, 60_000), "PNG"),
            "is only 1 x 60000 pixels. It needs at least 100 on each side.",
        ),
        "thread.jpg": (
            picture_file(picture(60_000, 1)),
            "is only 60000 x 1 pixels. It needs at least 100 on each side.",
        ),
        "pixel.png": (png(1, 1), "is only 1 x 1 pixels. It needs at least 100 on each side."),
        "novel.png": (text_chunks(), DAMAGED),
        "profile-bomb.png": (profile_bomb(), DAMAGED),
        "canvas.webp": (webp_claiming(5000, 5000), DAMAGED),
        "size.png": (png(0, 0), NOT_A_PICTURE),
    }


def damaged() -> Files:
    """What only decoding finds out."""
    half = {kind: picture_file(NOISE, kind) for kind in ("JPEG", "PNG", "WEBP")}
    good = picture_file(kind="PNG")
    data = good.index(b"IDAT")
    return {
        "half.jpg": (half["JPEG"][: len(half["JPEG"]) // 2], DAMAGED),
        "half.png": (half["PNG"][: len(half["PNG"]) // 2], DAMAGED),
        "empty.png": (png(400, 400), DAMAGED),
        "no-data.png": (png(400, 400, chunk(b"tEXt", b"a\0b")), DAMAGED),
        "checksum.png": (good[: data + 4] + b"\0\1\2" + good[data + 7 :], DAMAGED),
    }


def safe() -> Files:
    """Odd files, files with secrets and files that are two things: the picture alone is kept."""
    exif = located(orientation=6)
    exif[0x010E] = SECRET.decode()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
    mpo = picture_file(kind="MPO", save_all=True, append_images=[picture()], exif=exif)
    made: dict[str, Callable[[], bytes]] = {
        "gps.jpg": lambda: picture_file(exif=exif, comment=SECRET, xmp=XMP),
        "gps.png": lambda: picture_file(kind="PNG", exif=exif, pnginfo=info),
        "gps.webp": lambda: picture_file(kind="WEBP", exif=exif, xmp=XMP),
        "gps.heic": lambda: HEIC,
        "two-pictures.jpg": lambda: mpo,
        "and-zip.jpg": lambda: picture_file() + zipped(),
        "and-script.png": lambda: picture_file(kind="PNG") + b"<script>alert(1)</script>" + SECRET,
        "and-php.webp": lambda: picture_file(kind="WEBP") + b"<?php ?>" + SECRET,
        "iptc.jpg": lambda: _with_segment(0xED, b"Photoshop 3.0\x008BIM" + SECRET),
        "maker.jpg": lambda: _with_segment(0xEF, SECRET * 1000),
        "broken-exif.jpg": lambda: picture_file(exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff junk"),
        "cut-exif.jpg": lambda: picture_file(exif=b"Exif\0\0II*\0"),
        "turned-99.jpg": lambda: picture_file(exif=located(orientation=99)),
        "cmyk.jpg": lambda: picture_file(picture(mode="CMYK")),
        "grey.jpg": lambda: picture_file(picture(mode="L")),
        "sixteen-bits.png": lambda: picture_file(Image.new("I;16", (120, 160), 999), "PNG"),
        "one-bit.png": lambda: picture_file(picture(mode="1"), "PNG"),
        "palette.png": lambda: picture_file(picture(mode="P"), "PNG", transparency=0),
        "clear.png": lambda: picture_file(Image.new("RGBA", (120, 160), (9, 9, 9, 0)), "PNG"),
        "clear-grey.png": lambda: picture_file(Image.new("LA", (120, 160), (9, 0)), "PNG"),
        "moving.webp": lambda: animated("WEBP"),
        "moving.png": lambda: animated("PNG"),
        "profile.jpg": lambda: picture_file(icc_profile=srgb),
        "senseless-profile.jpg": lambda: picture_file(icc_profile=b"nonsense"),
        "really-a-png.jpg": lambda: picture_file(kind="PNG"),
        "claims-more.jpg": lambda: jpeg_claiming(1600, 1200),
        "no-ending": picture_file,
        "../../../etc/passwd.jpg": picture_file,
        "<img src=x onerror=alert(1)>.jpg": picture_file,
        "\u202egpj.exe": picture_file,
        f"{'long' * 100}.jpg": picture_file,
        "progressive.jpg": lambda: picture_file(progressive=True),
    }
    return {name: (make(), "") for name, make in made.items()}


def _with_segment(marker: int, body: bytes) -> bytes:
    segment = bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body
    good = picture_file()
    return good[:2] + segment + good[2:]
