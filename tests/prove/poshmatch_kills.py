"""Kill the training at random points: the champion serves on, nothing half is published.

Part of `make prove NAME=poshmatch`, in its empty database. The shop is small, so that a training
takes seconds; the points are spread over its whole length.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections

from listings.models import Listing
from poshmatch.models import ModelVersion, Signal, StyledListing
from poshmatch.rows import style_listings
from poshmatch.services.signals import signal_record
from poshmatch.services.training import model_train
from poshmatch.serving import model_folder, style_model_reload, style_version
from poshmatch.style import ArtifactError, StyleModel
from tests.people import person
from tests.prove.figures import Figure
from tests.shop import brand, on_sale

LISTINGS, FANS, EACH = 120, 60, 8
STYLES = ("boho", "street")


def shop() -> None:
    """Pieces of two styles, and fans who like one of them."""
    seller = person("kills-seller")
    pieces = [
        on_sale(
            seller,
            title=f"{STYLES[number % 2]} piece {number}",
            brand=brand(f"{STYLES[number % 2]} {number % 5}"),
            style_tags=[STYLES[number % 2]],
        ).pk
        for number in range(LISTINGS)
    ]
    for fan in range(FANS):
        for act in range(EACH):
            piece = pieces[(fan % 2) + 2 * ((fan * 7 + act * 3) % (LISTINGS // 2))]
            signal_record(user_id=10_000 + fan, kind=Signal.Kind.LIKE, listing_id=piece)


def kills(times: int, seed: int = 1) -> Iterator[Figure]:
    """The figures, after so many kills."""
    shop()
    champion = model_train().version
    took = _train_for(None)
    rng, broken, lost, half = random.Random(seed), 0, 0, 0
    for _ in range(times):
        _train_for(rng.uniform(0.0, took))
        close_old_connections()
        broken += style_model_reload() is None
        lost += not _is_whole()
        half += _half_artifacts()
    last = model_train()
    yield Figure(f"kills of {times} after which no model could be served", broken, 0, at_most=True)
    yield Figure("kills after which listings and champion did not agree", lost, 0, at_most=True)
    yield Figure("half artifacts that a version or a process could read", half, 0, at_most=True)
    yield Figure("drafts left after the next training", _drafts(), 0, at_most=True)
    yield Figure("next training right and live", float(_is_right(last, champion)), 1)


def _train_for(seconds: float | None) -> float:
    """Runs a training, killed after so many seconds; how long it lived."""
    began = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "manage.py", "poshmatch_train"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"MODEL_DIR": str(settings.MODEL_DIR)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as training:
        try:
            training.wait(seconds)
        except subprocess.TimeoutExpired:
            training.send_signal(signal.SIGKILL)
    return time.monotonic() - began


def _is_whole() -> bool:
    """One champion, which this process serves, and each piece on sale of one of its styles."""
    [champion] = ModelVersion.objects.filter(status=ModelVersion.Status.CHAMPION)
    model = StyleModel.load(model_folder(champion.version))
    styled = dict(StyledListing.objects.values_list("listing_id", "style"))
    items = model.look_up(model.items.ids, style_listings)
    agree = dict(zip(items.ids.tolist(), model.style_of(items).tolist(), strict=True)) == styled
    return style_version() == champion.version and agree and len(styled) == _on_sale()


def _on_sale() -> int:
    return Listing.objects.available().count()


def _half_artifacts() -> int:
    """Folders under a version's name that cannot be read whole."""
    folders = [path for path in Path(settings.MODEL_DIR).glob("2*") if path.is_dir()]
    return sum(not _readable(path) for path in folders)


def _readable(folder: Path) -> bool:
    try:
        StyleModel.load(folder)
    except ArtifactError:
        return False
    return True


def _drafts() -> int:
    return len(list(Path(settings.MODEL_DIR).glob(".draft-*")))


def _is_right(last: ModelVersion, champion: str) -> bool:
    return last.version != champion and last.status == "champion" and _is_whole()
