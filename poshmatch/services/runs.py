"""A training's life: alone, told of, resumed when it was killed, and its rests swept away."""

import logging
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from django.conf import settings
from django.db import connection
from django.utils import timezone

from closets.lib.sql import rows
from poshmatch.models import ModelVersion, TrainingRun
from poshmatch.style import ArtifactError
from poshmatch.style.artifact import DRAFT, read_artifact, write_artifact
from poshmatch.style.features import FEATURES
from poshmatch.style.ranker import Ranker
from poshmatch.style.trainer import Choice

log = logging.getLogger(__name__)
LOCK = 7_086_915
"""Of Postgres: one training at a time, let go of when its process dies."""
TOLD_EVERY_SECONDS = 2.0
ARTIFACTS_KEPT = 10
CHOICE = "choice"


class TrainingBusy(Exception):
    """Another training is running."""


@contextmanager
def training_run(kind: TrainingRun.Kind) -> Iterator["Progress"]:
    """A run that is told of and runs alone. Raises TrainingBusy."""
    [(is_ours,)] = rows("SELECT pg_try_advisory_lock(%s)", [LOCK])
    if not is_ours:
        raise TrainingBusy
    try:
        run = TrainingRun.objects.create(kind=kind)
        progress = Progress(run)
        yield progress
        TrainingRun.objects.filter(pk=run.pk).update(
            finished_at=timezone.now(), share=1.0, outcome=progress.outcome[:300]
        )
    finally:
        if connection.connection is not None:
            rows("SELECT pg_advisory_unlock(%s)", [LOCK])


class Progress:
    """Tells how far a run is: (stage, share from 0 to 1), written at most every two seconds."""

    def __init__(self, run: TrainingRun) -> None:
        self.run, self.outcome, self.told_at = run, "", float("-inf")

    def __call__(self, stage: str, share: float) -> None:
        """To be called as often as one likes."""
        now = time.monotonic()
        if now - self.told_at >= TOLD_EVERY_SECONDS:
            self.told_at = now
            TrainingRun.objects.filter(pk=self.run.pk).update(stage=stage, share=share)


def choice_keep(folder: Path, key: str, choice: Choice) -> None:
    """Keeps what half a training came to, for the next one to go on from."""
    shutil.rmtree(folder, ignore_errors=True)
    arrays = {"weights": choice.ranker.weights, "centre": choice.ranker.centre}
    about = {
        "key": key,
        "ranker": choice.ranker.name,
        "quality": choice.quality,
        "features": list(FEATURES),
    }
    write_artifact(folder, arrays, about)


def choice_kept(folder: Path, key: str) -> Choice | None:
    """What a training that was killed had come to, when it was about the same (`key`)."""
    try:
        arrays, about = read_artifact(folder)
    except ArtifactError:
        return None
    if about["key"] != key or about["features"] != list(FEATURES):
        return None
    weights, centre = (np.array(arrays[name]) for name in ("weights", "centre"))
    return Choice(Ranker(about["ranker"], weights, centre), about["quality"])


def models_sweep() -> int:
    """Removes what killed trainings left, artifacts of old versions, and old pulses; how many. For
    the one training that runs. What another database's versions name stays."""
    kept = set(_kept())
    found = [path for path in Path(settings.MODEL_DIR).glob("*") if path.name not in kept]
    gone = [path for path in found if path.is_dir() and _is_ours(path)]
    for path in gone:
        shutil.rmtree(path, ignore_errors=True)
    return len(gone)


def _kept() -> Iterator[str]:
    yield CHOICE
    live = ModelVersion.objects.filter(status=ModelVersion.Status.CHAMPION)
    newest = ModelVersion.objects.order_by("-created_at")[:ARTIFACTS_KEPT]
    for version in (*live, *newest):
        yield version.version
        yield version.pulse


def _is_ours(folder: Path) -> bool:
    if folder.name.startswith(DRAFT):
        return True
    try:
        _, about = read_artifact(folder, verify=False)
    except ArtifactError:
        return False
    return about.get("database") == database_name()


def database_name() -> str:
    """Whose versions an artifact belongs to, where several databases share a folder."""
    return str(connection.settings_dict["NAME"])


def training_start(*, seconds: float) -> int:
    """Trains in a process of its own, whose memory goes back when it ends; it is ended after so
    many seconds. Returns its exit code."""
    command = [sys.executable, "manage.py", "poshmatch_train"]
    try:
        ended = subprocess.run(command, cwd=settings.BASE_DIR, check=False, timeout=seconds)  # noqa: S603
    except subprocess.TimeoutExpired:
        log.error("the training took longer than %.0f seconds and was ended", seconds)  # noqa: TRY400
        return 1
    return ended.returncode
