"""The live model of this process: memory-mapped, and changed when another is published."""

import logging
import time
from pathlib import Path

from django.conf import settings

from poshmatch.models import ModelVersion
from poshmatch.style import ArtifactError, StyleModel

LOOK_EVERY_SECONDS = 15.0
log = logging.getLogger(__name__)


class _Live:
    """What this process serves from."""

    version = ""
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


def _look() -> None:
    champion = ModelVersion.objects.filter(status=ModelVersion.Status.CHAMPION).first()
    if champion is None:
        _Live.version, _Live.model = "", None
        return
    if champion.version == _Live.version:
        return
    try:
        _Live.model = StyleModel.load(model_folder(champion.version))
        _Live.version = champion.version
    except ArtifactError as error:
        log.error("style model %s cannot be read: %s", champion.version, error)  # noqa: TRY400
