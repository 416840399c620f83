"""Train a model, weigh it against the live one, publish it when it is not worse (F7)."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from poshmatch.models import ModelVersion
from poshmatch.rows import style_listings
from poshmatch.services.history import signals_since
from poshmatch.services.styles import listings_restyle_all
from poshmatch.serving import model_folder, style_model_reload
from poshmatch.style import StyleModel, train

log = logging.getLogger(__name__)
WINDOW = timedelta(days=180)
MOST_SIGNALS = 1_500_000
"""More are trained on by a sample of the members: a tenth of them keeps 97 % of the quality."""
NOT_WORSE = 0.97
"""A challenger may lose this much of the champion's held-out quality to chance."""
Status = ModelVersion.Status


def model_train() -> ModelVersion:
    """Trains on the last 180 days; publishes the model or says in its row why not."""
    version = f"{timezone.now():%Y%m%d-%H%M%S-%f}"
    model = train(style_listings(), signals_since(timezone.now() - WINDOW, most=MOST_SIGNALS))
    model.save(model_folder(version))
    row = ModelVersion.objects.create(version=version, metrics=dict(model.about))
    reason = _worse_than_champion(row)
    if reason:
        log.warning("model %s stays unpublished: %s", version, reason)
        ModelVersion.objects.filter(pk=row.pk).update(verdict=reason)
        return row
    return model_publish(version=row, model=model)


@transaction.atomic
def model_publish(*, version: ModelVersion, model: StyleModel | None = None) -> ModelVersion:
    """Makes a version the live one in every process, and styles all listings by it.

    Raises ArtifactError when its artifact cannot be read.
    """
    model = model or StyleModel.load(model_folder(version.version))
    ModelVersion.objects.filter(status=Status.CHAMPION).update(status=Status.RETIRED)
    version.status, version.published_at = Status.CHAMPION, timezone.now()
    version.save(update_fields=["status", "published_at"])
    listings_restyle_all(model)
    transaction.on_commit(lambda: style_model_reload() and None)
    return version


def _worse_than_champion(row: ModelVersion) -> str:
    """Why the challenger must not go live; "" when it may."""
    champion = ModelVersion.objects.filter(status=Status.CHAMPION).first()
    if champion is None:
        return ""
    ours, theirs = quality(row), quality(champion)
    if ours < theirs * NOT_WORSE:
        return f"held-out ndcg@20 {ours:.4f} against the champion's {theirs:.4f}"
    return ""


def quality(version: ModelVersion) -> float:
    """The ndcg@20 of the version's best ranker on the signals held out of its training."""
    heldout: dict[str, list[float]] = version.metrics.get("heldout", {})
    return max((ndcg for _, ndcg in heldout.values()), default=0.0)
