"""A new model against the live one, on what members did after both had learned (F7)."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from poshmatch.style.arrays import Floats, Ints, positions
from poshmatch.style.histories import Histories, build_histories
from poshmatch.style.items import Items
from poshmatch.style.metrics import CUT, recall_ndcg
from poshmatch.style.model import StyleModel
from poshmatch.style.ranking import shortlist
from poshmatch.style.tables import Listing, Signals

LATEST_DAYS = 1.0
MOST_HELD = 0.05
JUDGES = 1_000
FEWEST_JUDGES = 30
RIVALS = 20_000
RESAMPLES = 2_000
TOLERATED = 0.03
"""Of the champion's quality: so much may be lost to chance before a challenger is refused."""
Load = Callable[[list[int]], Iterable[Listing]]


@dataclass(frozen=True)
class Contest:
    """Mean ndcg@20 of both over the same members, the challenger's lead, and the interval that
    holds it with 95 % (bootstrap over members)."""

    members: int
    champion: float
    challenger: float
    low: float
    high: float

    @property
    def lead(self) -> float:
        """How much better the challenger is; negative when it is worse."""
        return self.challenger - self.champion

    @property
    def is_lost(self) -> bool:
        """Whether the challenger is worse: for certain, or by more than is tolerated."""
        return self.high < 0 or self.lead < -TOLERATED * self.champion

    def __str__(self) -> str:
        """In words, with the interval."""
        return (
            f"ndcg@20 {self.challenger:.4f} against the champion's {self.champion:.4f} on the "
            f"latest signals of {self.members} members; difference {self.lead:+.4f}, "
            f"95 % between {self.low:+.4f} and {self.high:+.4f}"
        )

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the version."""
        return asdict(self)


def contest_cut(signals: Signals, known_until: float = -np.inf) -> float:
    """The day from which on signals are kept for the contest: the last day, of at most a twentieth
    of all, and only what the champion has not learned from."""
    if not len(signals):
        return np.inf
    held = max(
        float(signals.day.max()) - LATEST_DAYS, float(np.quantile(signals.day, 1 - MOST_HELD))
    )
    return float(max(held, np.nextafter(known_until, np.inf)))


def contest(
    champion: StyleModel, challenger: StyleModel, signals: Signals, cut: float, load: Load
) -> Contest | None:
    """Both rank for members with signals before and after the cut; None for too few of them.

    signals: `item` are listing ids. Each ranks what the members acted on later, among up to RIVALS
    other listings, from tastes folded in at the cut.
    """
    past, later = _split(signals, cut)
    members = np.intersect1d(past.members, later.members)
    rng = np.random.default_rng(0)
    judges = rng.permutation(members)[:JUDGES]
    if len(judges) < FEWEST_JUDGES:
        return None
    pool = _pool(challenger, later, judges, rng)
    with threadpool_limits(1):
        theirs, ours = (
            _Judge(one, past, later, judges, pool, load).scores() for one in (champion, challenger)
        )
    return _weighed(theirs, ours, rng)


def _split(signals: Signals, cut: float) -> tuple[Histories, Histories]:
    before = signals.day < cut
    later = signals.take(~before & (signals.weight > 0))
    return build_histories(signals.take(before)), build_histories(later)


def _pool(model: StyleModel, later: Histories, judges: Ints, rng: np.random.Generator) -> Ints:
    wanted = np.concatenate([later.of(int(member))[0] for member in judges])
    rivals = rng.permutation(model.items.ids)[:RIVALS]
    return np.union1d(wanted, rivals)


def _weighed(champion: Floats, challenger: Floats, rng: np.random.Generator) -> Contest:
    leads = challenger - champion
    draws = rng.integers(0, len(leads), (RESAMPLES, len(leads)))
    low, high = np.quantile(leads[draws].mean(1), [0.025, 0.975])
    return Contest(
        len(leads), float(champion.mean()), float(challenger.mean()), float(low), float(high)
    )


class _Judge:
    """One model, with all listings that the contest needs encoded once."""

    def __init__(
        self,
        model: StyleModel,
        past: Histories,
        later: Histories,
        judges: Ints,
        pool: Ints,
        load: Load,
    ) -> None:
        self.model, self.past, self.later, self.judges = model, past, later, judges
        met = [past.of(int(member))[0] for member in judges]
        book = model.look_up(np.unique(np.concatenate([pool, *met])), load)
        self.book = book.take(np.argsort(book.ids))
        rows = positions(self.book.ids, pool)
        self.pool = self.book.take(rows[rows >= 0])

    def scores(self) -> Floats:
        """ndcg@20 for each of the judges."""
        return np.array([self._score(int(member)) for member in self.judges])

    def _score(self, member: int) -> float:
        met, wanted = self.past.of(member)[0], np.unique(self.later.of(member)[0])
        wanted = np.setdiff1d(wanted, met)
        if not len(wanted):
            return 0.0
        masked = positions(self.pool.ids, np.unique(met))
        short = shortlist(
            self.model, self.model.taste(*self._history(member)), self.pool, masked[masked >= 0]
        )
        return recall_ndcg(self.pool.ids[short.best(self.model.ranker, CUT)], wanted)[1]

    def _history(self, member: int) -> tuple[Items, Floats]:
        met, weights = self.past.of(member)
        rows = positions(self.book.ids, met)
        return self.book.take(rows[rows >= 0]), weights[rows >= 0]
