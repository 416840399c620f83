"""Prove the style model on a planted world: make prove NAME=poshmatch.

One line a figure: name, value, bar, whether it holds.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import django
import numpy as np

from poshmatch.style import ArtifactError, Signals, StyleModel, Taste, train
from poshmatch.style.metrics import recall_ndcg
from poshmatch.style.tables import recency_ranks
from tests.poshmatch.planted import NAMES, planted_listing, planted_listings, planted_signals
from tests.prove.figures import Figure

UNSEEN = 10_000
WRITER = "from tests.prove.poshmatch import write_forever; import sys; write_forever(sys.argv[1])"


@dataclass(frozen=True)
class World:
    """A trained model of a planted world, and listings it has never met."""

    model: StyleModel
    signals: Signals
    unseen: int

    def taste(self, member: int, skip: int = 0) -> Taste:
        """The member's taste, without their latest `skip` signals."""
        ours = self.signals.take(self.signals.member == member)
        order = np.argsort(-ours.day)[skip:]
        return self.model.taste(self.model.items.take(ours.item[order]), ours.weight[order])


def build_world(members: int, listings: int, unseen: int) -> World:
    """Train on faithful members."""
    signals = planted_signals(members, listings)
    return World(train(planted_listings(listings), signals), signals, unseen)


def hits(world: World, members: int) -> Figure:
    """Of 20 unseen listings shown, how many more are of the member's style than by popularity."""
    unseen = [planted_listing(UNSEEN + one, seed=1) for one in range(world.unseen)]
    items = world.model.encode(unseen)
    style, found = items.ids % len(NAMES), 0.0
    for member in range(members):
        best = np.argsort(-world.model.score(world.taste(member), items).total)[:20]
        found += float((style[best] == member % len(NAMES)).mean())
    by_popularity = 1 / len(NAMES)
    return Figure(
        "hits on unseen listings, times the popular order's", found / members / by_popularity, 3
    )


def live_gain(members: int, listings: int) -> Figure:
    """ndcg@20 of the next like after a change of taste: live against a taste three likes old."""
    world = _changed(build_world(members, listings, 0), listings)
    live, stale = (
        sum(_next_ndcg(world, member, skip) for member in range(members)) for skip in (0, 3)
    )
    return Figure("live taste over stale taste, ndcg ratio", live / max(stale, 1e-9), 1.16)


def _changed(world: World, listings: int) -> World:
    """Every member's last three likes turn to the next style."""
    rng = random.Random(3)
    signals = world.signals
    late = recency_ranks(signals.member, signals.day) < 3
    turned = [rng.randrange(listings // 4) * 4 + (int(one) + 1) % 4 for one in signals.member]
    item = np.where(late, np.array(turned), signals.item)
    return World(world.model, Signals(signals.member, item, signals.weight, signals.day), 0)


def _next_ndcg(world: World, member: int, skip: int) -> float:
    items = world.model.items
    best = np.argsort(-world.model.score(world.taste(member, skip), items).total)[:20]
    wanted = np.flatnonzero(items.ids % len(NAMES) == (member + 1) % len(NAMES))
    return recall_ndcg(best, wanted)[1]


def parts_gap(world: World, cards: int) -> Figure:
    """The largest gap between a score and the sum of its reasons."""
    items = world.model.encode(planted_listing(UNSEEN + one, seed=1) for one in range(cards))
    taste = world.taste(0)
    scores = world.model.score(taste, items, now=60.0)
    sums = [
        sum(reason.amount for reason in reasons)
        for reasons in world.model.reasons(taste, items, scores)
    ]
    gap = float(np.abs(np.array(sums) - scores.total).max())
    return Figure(f"gap of reasons to score over {cards} cards", gap, 1e-3, at_most=True)


def milliseconds(name: str, bar: float, work: Callable[[], object], times: int = 50) -> Figure:
    """Median processor time of one call."""
    spent = []
    for _ in range(times):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return Figure(name, 1000 * float(np.median(spent)), bar, at_most=True)


def speeds(world: World) -> Iterator[Figure]:
    """Fold-in of 200 signals, and ranking of 500 candidates."""
    model, rng = world.model, np.random.default_rng(0)
    rows = rng.integers(0, len(model.items), 200)
    history, weights = model.items.take(rows), np.ones(200, np.float32)
    yield milliseconds("fold-in of 200 signals, ms", 1, lambda: model.taste(history, weights))
    taste = model.taste(history, weights)
    some = model.items.take(rng.integers(0, len(model.items), 500))
    yield milliseconds("ranking of 500 candidates, ms", 10, lambda: model.score(taste, some))


def write_forever(parent: str) -> None:
    """Save versions 0, 1, 2 … of a small model until killed."""
    model = train(planted_listings(200), planted_signals(40, 200))
    print("ready", flush=True)  # noqa: T201 - tells the parent process to start its clock
    for version in range(10_000):
        model.save(Path(parent) / str(version))


def half_artifacts(kills: int) -> Figure:
    """Kill a process that saves artifacts at random moments and count unreadable versions."""
    rng, broken = random.Random(5), 0
    for _ in range(kills):
        with tempfile.TemporaryDirectory() as parent:
            _kill_writer(parent, rng.uniform(0.0, 0.3))
            broken += sum(not _whole(path) for path in Path(parent).glob("[0-9]*"))
    return Figure(f"half artifacts after {kills} kills", broken, 0, at_most=True)


def _kill_writer(parent: str, after: float) -> None:
    command = [sys.executable, "-c", WRITER, parent]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(after)
        writer.send_signal(signal.SIGKILL)


def _whole(folder: Path) -> bool:
    try:
        StyleModel.load(folder)
    except ArtifactError:
        return False
    return True


def figures(members: int, listings: int, cards: int, kills: int) -> Iterator[Figure]:
    """All of them, at a size."""
    world = build_world(members, listings, cards)
    yield hits(world, min(members, 200))
    yield live_gain(members, listings)
    yield parts_gap(world, cards)
    yield half_artifacts(kills)


def main() -> int:
    """Print each figure; 1 when one does not hold."""
    failed = 0
    for figure in figures(members=1_200, listings=3_000, cards=1_000, kills=30):
        print(figure, flush=True)  # noqa: T201 - a command line tool
        failed += not figure.holds
    for figure in chain(speeds(build_world(300, 3_000, 0)), _of_database()):
        print(figure, flush=True)  # noqa: T201 - a command line tool
        failed += not figure.holds
    return min(failed, 1)


def _of_database(times: int = 30) -> Iterator[Figure]:
    """What needs the shop: trainings killed at random points."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poshmark.settings")
    django.setup()
    from django.conf import settings

    from tests.prove.poshmatch_kills import kills

    with tempfile.TemporaryDirectory() as models:
        settings.MODEL_DIR = models
        yield from kills(times)


if __name__ == "__main__":
    sys.exit(main())
