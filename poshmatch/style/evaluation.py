"""The yardstick: train on a folder, rank everything for each member, measure."""

import resource
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from poshmatch.style.arrays import Floats, Ints, positions
from poshmatch.style.factors import Progress, no_progress
from poshmatch.style.folders import Folder
from poshmatch.style.histories import Histories, build_histories
from poshmatch.style.items import Items
from poshmatch.style.metrics import CUT, mean_quality, recall_ndcg
from poshmatch.style.model import StyleModel
from poshmatch.style.plot import quality_by_history
from poshmatch.style.ranking import shortlist
from poshmatch.style.trainer import train

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Trial:
    """A trained model with what it is tried on; positions are those of pool."""

    model: StyleModel
    pool: Items
    past: Histories
    wanted: Histories


def evaluate(folder: Folder, progress: Progress = no_progress) -> dict[str, Any]:
    """Train and measure; the keys are those of docs/poshmatch.md."""
    started = time.perf_counter()
    model = train(folder.listings, folder.train, folder.candidates, progress)
    fit_seconds = time.perf_counter() - started
    trial = build_trial(model, folder)
    with threadpool_limits(1):
        quality = measure(trial, progress)
    return quality | {
        "fit_seconds": round(fit_seconds, 1),
        "model_mb": round(model_megabytes(model), 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "ranker": model.ranker.name,
        "heldout": model.about["heldout"],
    }


def build_trial(model: StyleModel, folder: Folder) -> Trial:
    """Place the folder's signals on the model's listings."""
    ids = model.items.ids
    allowed = ids if folder.candidates is None else np.intersect1d(ids, folder.candidates)
    return Trial(
        model,
        model.items.take(positions(ids, allowed)),
        build_histories(folder.train),
        build_histories(folder.test),
    )


def measure(trial: Trial, progress: Progress) -> dict[str, Any]:
    """Rank for every member with test listings, one at a time."""
    members = trial.wanted.members
    shown: set[int] = set()
    pairs, started = [], time.perf_counter()
    for done, member in enumerate(members):
        ranked = ranked_ids(trial, int(member))
        pairs.append(recall_ndcg(ranked, np.unique(trial.wanted.of(int(member))[0])))
        shown.update(ranked.tolist())
        progress("evaluate", (done + 1) / len(members))
    recall, ndcg = mean_quality(pairs)
    signals = np.array([len(trial.past.of(int(member))[0]) for member in members])
    return {
        "members": len(members),
        f"recall@{CUT}": round(float(recall), 4),
        f"ndcg@{CUT}": round(float(ndcg), 4),
        "coverage": round(len(shown) / max(len(trial.pool), 1), 4),
        "ms_per_member": round(1000 * (time.perf_counter() - started) / max(len(members), 1), 2),
        "by_history": by_history(signals, np.array(pairs).reshape(-1, 2)),
    }


def by_history(signals: Ints, quality: Floats) -> dict[str, list[float]]:
    """Mean [recall, ndcg] by how many training signals a member has."""
    labels, means = quality_by_history(signals, quality)
    return dict(zip(labels, means.round(4).tolist(), strict=True))


def ranked_ids(trial: Trial, member: int) -> Ints:
    """The listing ids shown first to a member, best first."""
    ids, weights = trial.past.of(member)
    known = trial.model.items.take(positions(trial.model.items.ids, ids))
    taste = trial.model.taste(known, weights)
    met = positions(trial.pool.ids, np.unique(ids))
    short = shortlist(trial.model, taste, trial.pool, met[met >= 0])
    return trial.pool.ids[short.best(trial.model.ranker)]


def model_megabytes(model: StyleModel) -> float:
    """The size of the artifact on disk."""
    with tempfile.TemporaryDirectory() as parent:
        model.save(Path(parent) / "model")
        files = (Path(parent) / "model").iterdir()
        return sum(file.stat().st_size for file in files) / MEGABYTE
