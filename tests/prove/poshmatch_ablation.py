"""What each part of PoshMatch is worth: the trained model with one part of its score silenced.

    make prove NAME=poshmatch_ablation ARGS=DIR

DIR: a folder as `manage.py poshmatch_evaluate` reads it. One line a part:
recall@20, ndcg@20, and the share of ndcg that is lost without it, with a 95 % interval (bootstrap
over members).
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from poshmatch.style import StyleModel, train
from poshmatch.style.evaluation import Trial, build_trial, ranked_ids
from poshmatch.style.features import FEATURES
from poshmatch.style.folders import Folder, read_folder
from poshmatch.style.metrics import recall_ndcg
from poshmatch.style.ranker import Ranker, plain_rankers
from poshmatch.style.tokens import BLOCK_NAMES

MEMBERS = 2_000
RESAMPLES = 1_000
BLOCKS = ("brand", "category", "title", "size", "style_tag", "price", "closet")


@dataclass(frozen=True)
class Ablation:
    """A part that was silenced: mean (recall, ndcg), and the share of ndcg lost with its ends."""

    name: str
    recall: float
    ndcg: float
    lost: float
    low: float
    high: float

    def __str__(self) -> str:
        """One line of a table."""
        lost = f"{self.lost:+.1%} ({self.low:+.1%} to {self.high:+.1%})"
        return f"| {self.name} | {self.recall:.3f} / {self.ndcg:.3f} | {lost} |"


def silenced(ranker: Ranker, is_silent: Callable[[str], bool]) -> Ranker:
    """The ranker without the features of which is_silent says so."""
    keep = np.array([not is_silent(feature) for feature in FEATURES])
    return replace(ranker, weights=ranker.weights * keep)


def variants(learned: Ranker) -> Iterator[tuple[str, Ranker]]:
    """The ranker whole, and without each of its parts."""
    plain = {f"{block}_{mode}" for block in BLOCK_NAMES for mode in ("long", "recent")}
    parts: dict[str, Callable[[str], bool]] = {
        "style vectors (all cosines)": lambda one: one.startswith("style_") and one not in plain,
        "best match among the last likes": lambda one: one == "style_match",
        "exact token overlap": lambda one: one in plain,
        "recent taste": lambda one: one.endswith("_recent"),
        "long-term taste": lambda one: one.endswith("_long"),
        "popularity": lambda one: one.startswith("popularity"),
        "price fit": lambda one: one == "price_fit",
    }
    yield "nothing", learned
    yield "the learned ranker (both tastes, equal parts)", plain_rankers()[-1]
    for name, is_silent in parts.items():
        yield name, silenced(learned, is_silent)
    for block in BLOCKS:
        yield f"overlap of {block}", silenced(learned, partial(_is_of, f"{block}_"))


def _is_of(start: str, feature: str) -> bool:
    return feature.startswith(start)


def ablations(model: StyleModel, folder: Folder, members: int = MEMBERS) -> Iterator[Ablation]:
    """Each part's worth, over the same sample of the members with test items."""
    trial = build_trial(model, folder)
    rng = np.random.default_rng(0)
    sample = rng.permutation(trial.wanted.members)[:members]
    whole = np.zeros(0)
    for name, ranker in variants(model.ranker):
        pairs = _pairs(replace(trial, model=replace(model, ranker=ranker)), sample)
        whole = pairs if name == "nothing" else whole
        yield _ablation(name, pairs, whole, rng)


def _pairs(trial: Trial, sample: np.ndarray) -> np.ndarray:
    """(recall, ndcg) of each member."""
    with threadpool_limits(1):
        found = [
            recall_ndcg(ranked_ids(trial, int(one)), np.unique(trial.wanted.of(int(one))[0]))
            for one in sample
        ]
    return np.array(found)


def _ablation(
    name: str, pairs: np.ndarray, whole: np.ndarray, rng: np.random.Generator
) -> Ablation:
    draws = rng.integers(0, len(pairs), (RESAMPLES, len(pairs)))
    before, after = whole[draws, 1].mean(1), pairs[draws, 1].mean(1)
    low, high = np.quantile(1 - after / np.maximum(before, 1e-9), [0.025, 0.975])
    (recall, ndcg), base = pairs.mean(0), max(whole[:, 1].mean(), 1e-9)
    return Ablation(name, recall, ndcg, 1 - ndcg / base, low, high)


def main(arguments: list[str]) -> int:
    """Prints the table; 2 when no folder is named."""
    if not arguments:
        sys.stdout.write(f"{__doc__}\n")
        return 2
    folder = read_folder(Path(arguments[0]))
    model = train(folder.listings, folder.train, folder.candidates)
    sys.stdout.write(f"ranker: {model.ranker.name}\n| without | recall@20 / ndcg@20 | lost |\n")
    for ablation in ablations(model, folder):
        sys.stdout.write(f"{ablation}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
