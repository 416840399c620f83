"""The live model of this process: memory-mapped, and changed when another is published."""

import logging
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from django.conf import settings

from poshmatch.models import ModelVersion
from poshmatch.style import ArtifactError, StyleModel
from poshmatch.style.artifact import read_artifact

LOOK_EVERY_SECONDS = 15.0
log = logging.getLogger(__name__)


class _Live:
    """What this process serves from."""

    version = ""
    pulse = ""
    model: StyleModel | None = None
    looked_at = float("-inf")


def style_model() -> StyleModel | None:
    """The published model, or None when there is none that can be read.

    Looks for a newer one every 15 seconds; one that cannot be read leaves the old one in place.
    """
    now = time.monotonic()
    if now - _Live.looked_at >= LOOK_EVERY_SECONDS:
        _Live.looked_at = now
        _look()
    return _Live.model


def style_version() -> str:
    """Which version this process serves; "" for none."""
    return _Live.version


def style_model_reload() -> StyleModel | None:
    """Looks at once: after a training in this process, and in tests."""
    _Live.looked_at = float("-inf")
    return style_model()


def model_folder(version: str) -> Path:
    """Where a version's artifact lies."""
    return Path(settings.MODEL_DIR) / version


def _model(champion: ModelVersion) -> StyleModel:
    """The version's model with the popularity and prices of its last pulse."""
    model = StyleModel.load(model_folder(champion.version))
    if not champion.pulse:
        return model
    arrays, _ = read_artifact(model_folder(champion.pulse))
    items = replace(
        model.items,
        popularity=arrays["popularity"].view(np.ndarray),
        log_price=arrays["log_price"].view(np.ndarray),
    )
    return replace(model, items=items)


def _look() -> None:
    champion = ModelVersion.objects.filter(status=ModelVersion.Status.CHAMPION).first()
    if champion is None:
        _Live.version, _Live.pulse, _Live.model = "", "", None
        return
    if (champion.version, champion.pulse) == (_Live.version, _Live.pulse):
        return
    try:
        _Live.model = _model(champion)
        _Live.version, _Live.pulse = champion.version, champion.pulse
    except ArtifactError as error:
        log.error("style model %s cannot be read: %s", champion.version, error)  # noqa: TRY400
