"""Train a model, weigh it against the live one, publish it when it is not worse (F7)."""

import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
from django.conf import settings
from django.utils import timezone

from poshmatch.models import ModelVersion, TrainingRun
from poshmatch.rows import style_listings
from poshmatch.services.history import signals_since
from poshmatch.services.publishing import Status, model_publish
from poshmatch.services.runs import (
    CHOICE,
    Progress,
    choice_keep,
    choice_kept,
    database_name,
    models_sweep,
    training_run,
)
from poshmatch.serving import model_folder
from poshmatch.style import ArtifactError, Signals, StyleModel, train
from poshmatch.style.contest import Contest, contest, contest_cut

log = logging.getLogger(__name__)
WINDOW = timedelta(days=180)
MOST_SIGNALS = 1_500_000
"""More are trained on by a sample of the members: a tenth of them keeps 97 % of the quality."""
NOT_WORSE = 0.97
"""Where too few did anything since the champion was trained, a challenger may lose this much of
its quality on held-out signals to chance."""


def model_train() -> ModelVersion:
    """Trains on the last 180 days; publishes the model or says in its row why not.

    Beside a champion, the last day is kept for the contest, and what was judged is what goes
    live. Killed at any point, the champion serves on, and the next training goes on from the half
    that was done. Raises TrainingBusy.
    """
    with training_run(TrainingRun.Kind.FULL) as progress:
        models_sweep()
        progress("reading signals", 0.0)
        signals = signals_since(timezone.now() - WINDOW, most=MOST_SIGNALS)
        row = _row(_trained(signals, progress), signals)
        progress.outcome = f"{row.version}: {row.verdict or 'published'}"
    return row


def model_challenge(*, model: StyleModel, signals: Signals) -> ModelVersion:
    """Saves the model as a version; publishes it when it is not worse than the champion."""
    return _row(model, signals)


def _trained(signals: Signals, progress: Progress) -> StyleModel:
    """Learned from what the contest does not need; the choice of the ranker kept meanwhile."""
    champion = _champion()
    cut = contest_cut(signals, champion.about.get("until", -np.inf)) if champion else np.inf
    past = signals.take(signals.day < cut)
    folder = Path(settings.MODEL_DIR) / CHOICE
    key = f"{timezone.now():%Y-%m-%d}:{champion.about.get('until') if champion else ''}"
    model = train(
        style_listings(),
        past,
        progress=progress,
        choice=choice_kept(folder, key),
        on_choice=lambda choice: choice_keep(folder, key, choice),
    )
    until = float(past.day.max()) if len(past) else 0.0
    return replace(model, about=model.about | {"until": until, "database": database_name()})


def _row(model: StyleModel, signals: Signals) -> ModelVersion:
    champion = _champion()
    result = _contest(champion, model, signals)
    version = f"{timezone.now():%Y%m%d-%H%M%S-%f}"
    model.save(model_folder(version))
    metrics = dict(model.about) | ({"contest": result.as_json()} if result else {})
    row = ModelVersion.objects.create(version=version, metrics=metrics)
    reason = _refusal(row, result)
    if reason:
        log.warning("model %s stays unpublished: %s", version, reason)
        row.verdict = reason[:300]
        row.save(update_fields=["verdict"])
        return row
    return model_publish(version=row, model=model)


def _champion() -> StyleModel | None:
    """The live model; None when there is none that can be read."""
    row = ModelVersion.objects.filter(status=Status.CHAMPION).first()
    try:
        return StyleModel.load(model_folder(row.version)) if row else None
    except ArtifactError:
        return None


def _contest(champion: StyleModel | None, model: StyleModel, signals: Signals) -> Contest | None:
    if champion is None:
        return None
    known = max(champion.about.get("until", -np.inf), model.about.get("until", -np.inf))
    return contest(champion, model, signals, float(np.nextafter(known, np.inf)), style_listings)


def _refusal(row: ModelVersion, result: Contest | None) -> str:
    """Why the challenger must not go live; "" when it may."""
    champion = ModelVersion.objects.filter(status=Status.CHAMPION).first()
    if champion is None:
        return ""
    if champion.pinned_at:
        return f"{champion.version} is pinned"
    if result:
        return str(result) if result.is_lost else ""
    ours, theirs = quality(row), quality(champion)
    if ours < theirs * NOT_WORSE:
        return f"held-out ndcg@20 {ours:.4f} against the champion's {theirs:.4f}"
    return ""


def quality(version: ModelVersion) -> float:
    """The ndcg@20 of the version's best ranker on the signals held out of its training."""
    heldout: dict[str, list[float]] = version.metrics.get("heldout", {})
    return max((ndcg for _, ndcg in heldout.values()), default=0.0)
