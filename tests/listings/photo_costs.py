"""What preparing photos costs: the files to try, and a worker's process to try them in."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from poshmark.dev.places import ROOT
from tests.listings.hostile import damaged, refused, safe

ALMOST_50, ALMOST_40 = (8000, 6200), (7300, 5450)
HEAVIEST: dict[str, Callable[[Path], None]] = {
    "50 MP JPEG": lambda path: _grain(*ALMOST_50).save(path, "JPEG"),
    "50 MP CMYK JPEG": lambda path: Image.new("CMYK", ALMOST_50, (9, 90, 30, 0)).save(path, "JPEG"),
    "40 MP PNG with alpha": lambda path: Image.new("RGBA", ALMOST_40, (200, 30, 60, 99)).save(
        path, "PNG", compress_level=1
    ),
    "40 MP PNG of 16 bits": lambda path: Image.new("I;16", ALMOST_40, 30_000).save(
        path, "PNG", compress_level=1
    ),
    "20 MP progressive JPEG": lambda path: _grain(5000, 3990).save(
        path, "JPEG", progressive=True, subsampling=0
    ),
    "25 MP turned JPEG": lambda path: _grain(5770, 4330).save(path, "JPEG", exif=_turned()),
    "13 MP WebP": lambda path: _grain(4160, 3120).save(path, "WEBP", method=0, quality=60),
}
"""The heaviest file of each kind that we take; makes it at a path."""


def twelve_megapixels(path: Path) -> None:
    """A photo as phones take them: 4032 x 3024, about 4 MB."""
    _grain(4032, 3024).save(path, "JPEG", quality=88)


def hostile_files(media: Path) -> list[str]:
    """Every hostile file of the tests, laid into `media`; returns their names there."""
    files = [*refused().values(), *damaged().values(), *safe().values()]
    for number, (content, _) in enumerate(files):
        (media / f"hostile-{number}").write_bytes(content)
    return [f"hostile-{number}" for number in range(len(files))]


def _grain(width: int, height: int) -> Image.Image:
    scene = Image.effect_mandelbrot((800, 600), (-2, -1.5, 1, 1.5), 80).convert("RGB")
    tile = Image.effect_noise((512, 512), 24).convert("RGB")
    noise = Image.new("RGB", (width, height))
    for left in range(0, width, 512):
        for top in range(0, height, 512):
            noise.paste(tile, (left, top))
    return Image.blend(scene.resize((width, height), Image.Resampling.BICUBIC), noise, 0.3)


def _turned() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


def cost_of(media: Path, *names: str) -> dict[str, float]:
    """cpu_seconds, memory_mb, refused and sizes (how many were stored) of preparing files there."""
    environment = os.environ | {"MEDIA_ROOT": str(media)}
    command = [sys.executable, "-m", "tests.listings.photo_cost", *names]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    cost: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return cost
