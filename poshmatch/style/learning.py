"""Learn a ranker from held-out signals and judge it, beside the plain ones, on other members."""

from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from poshmatch.style.arrays import Floats, Ints, positions
from poshmatch.style.factors import Progress
from poshmatch.style.features import features
from poshmatch.style.histories import Histories, build_histories
from poshmatch.style.holdout import Holdout
from poshmatch.style.items import Items
from poshmatch.style.metrics import CUT, mean_quality, recall_ndcg
from poshmatch.style.model import StyleModel
from poshmatch.style.ranker import Choices, Ranker, learn_ranker, plain_rankers
from poshmatch.style.ranking import shortlist
from poshmatch.style.taste import Taste

NEGATIVES = 100
LEARNERS = 4_000
JUDGES = 2_000
FEWEST_LEARNERS = 50


@dataclass(frozen=True)
class Lesson:
    """A model trained on the past, the pool it ranks, and what members did with it later."""

    model: StyleModel
    pool: Items
    pool_rows: Ints
    past: Histories
    later: Histories

    def taste(self, member: int) -> Taste:
        """What the member had shown to like by then."""
        rows, weights = self.past.of(member)
        return self.model.taste(self.model.items.take(rows), weights)

    def masked(self, member: int) -> Ints:
        """Pool positions of the listings the member had met by then."""
        met = positions(self.pool_rows, np.unique(self.past.of(member)[0]))
        return met[met >= 0]

    def wanted(self, member: int) -> Ints:
        """Pool positions of what the member acted on later, of those not met before."""
        rows = positions(self.pool_rows, np.unique(self.later.of(member)[0]))
        return np.setdiff1d(rows[rows >= 0], self.masked(member))


def build_lesson(model: StyleModel, split: Holdout) -> Lesson:
    """From a model trained on split.past whose items stand at the positions the split uses."""
    pool = model.items.take(split.pool)
    return Lesson(
        model, pool, split.pool, build_histories(split.past), build_histories(split.later)
    )


def choose_ranker(lesson: Lesson, progress: Progress) -> tuple[Ranker, dict[str, list[float]]]:
    """The ranker with the best ndcg on members it has not learned from, and (recall, ndcg) of all.

    With too few members to judge by, the plain mixture of both modes serves.
    """
    rng = np.random.default_rng(0)
    members = rng.permutation(lesson.later.members)
    judges = members[: min(JUDGES, len(members) // 2)]
    learners = members[len(judges) :][:LEARNERS]
    if len(judges) < FEWEST_LEARNERS:
        return plain_rankers()[-1], {}
    with threadpool_limits(1):  # many tiny products: threads would only wait for each other
        rankers = [*plain_rankers(), _learn(lesson, learners, rng, progress)]
        quality = judge(lesson, judges, rankers, progress)
    best = max(rankers, key=lambda ranker: quality[ranker.name][1])
    return best, quality


def judge(
    lesson: Lesson, members: Ints, rankers: list[Ranker], progress: Progress
) -> dict[str, list[float]]:
    """Mean [recall, ndcg] of each ranker over the members, by its name."""
    found: dict[str, list[tuple[float, float]]] = {ranker.name: [] for ranker in rankers}
    for done, member in enumerate(members):
        wanted = lesson.wanted(int(member))
        if len(wanted):
            taste = lesson.taste(int(member))
            short = shortlist(lesson.model, taste, lesson.pool, lesson.masked(int(member)))
            for ranker in rankers:
                found[ranker.name].append(recall_ndcg(short.best(ranker, CUT), wanted))
        progress("judge", (done + 1) / len(members))
    return {name: mean_quality(pairs).tolist() for name, pairs in found.items()}


def _learn(lesson: Lesson, members: Ints, rng: np.random.Generator, progress: Progress) -> Ranker:
    samples, chosen = [], []
    for done, member in enumerate(members):
        wanted = lesson.wanted(int(member))
        if len(wanted):
            samples.append(_sample(lesson, int(member), wanted, rng))
            share = np.arange(len(samples[-1])) < len(wanted)
            chosen.append(share / len(wanted))
        progress("ranker", (done + 1) / len(members))
    starts = np.cumsum([0, *map(len, samples[:-1])])
    return learn_ranker(Choices(np.vstack(samples), starts, np.concatenate(chosen)))


def _sample(lesson: Lesson, member: int, wanted: Ints, rng: np.random.Generator) -> Floats:
    """Features of the wanted listings, then of random ones that were passed over."""
    taste = lesson.taste(member)
    passed = rng.integers(0, len(lesson.pool), NEGATIVES)
    met = np.concatenate([wanted, lesson.masked(member)])
    rows = np.concatenate([wanted, np.setdiff1d(passed, met)])
    return features(taste, lesson.pool.take(rows), lesson.model.vocabulary.block, np.nan)
