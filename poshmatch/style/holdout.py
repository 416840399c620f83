"""What is held back from training to choose settings by, shaped like what will be served.

Listings that will be ranked without any history are imitated by holding back whole listings;
next actions by holding back each sampled member's latest signal.
"""

from dataclasses import dataclass

import numpy as np

from poshmatch.style.arrays import Bools, Ints
from poshmatch.style.tables import Signals, recency_ranks

MEMBERS = 8_000
MEMBER_SHARE = 0.3
UNSEEN_SHARE = 0.15


@dataclass(frozen=True)
class Holdout:
    """past: signals to train on; later: signals to predict; pool: listings that may be ranked."""

    past: Signals
    later: Signals
    pool: Ints


def hold_out(signals: Signals, candidates: Bools) -> Holdout:
    """Split signals (items are listing positions); candidates (n,) marks what may be ranked."""
    rng = np.random.default_rng(0)
    seen = np.zeros(len(candidates), dtype=bool)
    seen[signals.item] = True
    unseen_share = 1 - float(seen[candidates].mean()) if candidates.any() else 0.0
    only_unseen = unseen_share > 0.5
    share = UNSEEN_SHARE if only_unseen else min(unseen_share, UNSEEN_SHARE)
    hidden = seen & (rng.random(len(seen)) < share)
    later = hidden[signals.item]
    if not only_unseen:
        later = later | _latest(signals, rng)
    pool = np.flatnonzero(hidden if only_unseen else candidates | hidden)
    return _split(signals, later, pool)


def _latest(signals: Signals, rng: np.random.Generator) -> Bools:
    """The latest signal of a sample of the members that have at least two."""
    members = np.unique(signals.member)
    wanted = max(1, min(MEMBERS, int(MEMBER_SHARE * len(members))))
    sample = rng.choice(members, min(wanted, len(members)), replace=False)
    ranks = recency_ranks(signals.member, signals.day)
    several = np.isin(signals.member, signals.member[ranks == 1])
    return np.asarray((ranks == 0) & several & np.isin(signals.member, sample))


def _split(signals: Signals, later: Bools, pool: Ints) -> Holdout:
    inside = np.isin(signals.item, pool) & (signals.weight > 0)
    return Holdout(signals.take(~later), signals.take(later & inside), pool)
