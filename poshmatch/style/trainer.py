"""Training: learn the space, learn a ranker, and let held-out signals choose who serves.

The first fit leaves the held-out signals out, so that features of what happened later are as
honest as they will be when serving; the space is then fitted again on everything.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from poshmatch.style.arrays import Bools, Ints, positions
from poshmatch.style.bags import Bags
from poshmatch.style.clusters import Clusters, build_clusters
from poshmatch.style.factors import Progress, no_progress
from poshmatch.style.holdout import hold_out
from poshmatch.style.learning import build_lesson, choose_ranker
from poshmatch.style.model import StyleModel, plain_items
from poshmatch.style.ranker import Ranker, plain_rankers
from poshmatch.style.space import fit_space
from poshmatch.style.tables import Listing, Signals, recency_ranks
from poshmatch.style.taste import LAST_SIGNALS
from poshmatch.style.vocabulary import Vocabulary, build_vocabulary

DIMS = 256
DIMS_LARGE = 128
LARGE = 200_000
HEAVIEST_PAIR = 3.0


@dataclass(frozen=True)
class Catalogue:
    """Listings sorted by id, encoded once for all fits."""

    listings: list[Listing]
    vocabulary: Vocabulary
    bags: Bags

    @property
    def ids(self) -> Ints:
        """The listings' ids, ascending."""
        return np.array([one.id for one in self.listings], dtype=np.int64)


@dataclass(frozen=True)
class Choice:
    """Who serves, and [recall, ndcg] of each who might have, on held-out signals."""

    ranker: Ranker
    quality: dict[str, list[float]]


def train(
    listings: Iterable[Listing],
    signals: Signals,
    candidates: Ints | None = None,
    progress: Progress = no_progress,
    choice: Choice | None = None,
    on_choice: Callable[[Choice], None] = lambda choice: None,
) -> StyleModel:
    """Train on what is known of listings and members.

    Signals of unknown listings are dropped. `candidates` are the ids that will be ranked (all
    when None): they shape what is held out to choose by. Deterministic for the same input.
    choice: of a training that was broken off, made on the same signals; on_choice: is told of the
    choice as soon as it is made, half-way.
    """
    catalogue = read_catalogue(listings)
    signals = known_signals(catalogue, signals)
    if choice is None:
        split = hold_out(signals, _marked(catalogue.ids, candidates))
        lesson = build_lesson(fit(catalogue, split.past, progress), split)
        choice = Choice(*choose_ranker(lesson, progress))
        on_choice(choice)
    model = fit(catalogue, signals, progress)
    clusters = build_clusters(model.items.vectors, catalogue.bags, catalogue.vocabulary)
    about = model.about | {"heldout": choice.quality}
    return replace(model, ranker=choice.ranker, clusters=clusters, about=about)


def read_catalogue(listings: Iterable[Listing]) -> Catalogue:
    """Sort by id and encode."""
    ordered = sorted(listings, key=lambda one: one.id)
    vocabulary = build_vocabulary(ordered)
    return Catalogue(ordered, vocabulary, vocabulary.encode(ordered))


def known_signals(catalogue: Catalogue, signals: Signals) -> Signals:
    """Each member's last signals on known listings, with `item` as positions in the catalogue."""
    rows = positions(catalogue.ids, signals.item)
    placed = replace(signals, item=rows).take(rows >= 0)
    return placed.take(recency_ranks(placed.member, placed.day) < LAST_SIGNALS)


def _marked(ids: Ints, candidates: Ints | None) -> Bools:
    return np.ones(len(ids), bool) if candidates is None else np.isin(ids, candidates)


def fit(catalogue: Catalogue, signals: Signals, progress: Progress = no_progress) -> StyleModel:
    """Vectors of every listing from these signals, with a plain ranker and no clusters yet."""
    matrix = interactions(signals, len(catalogue.listings))
    dims = choose_dims(*matrix.shape)
    words = catalogue.vocabulary
    space = fit_space(catalogue.bags, len(words), matrix, dims, progress)
    vectors = space.vectors(catalogue.bags, space.own)
    items = plain_items(catalogue.listings, vectors, catalogue.bags)
    popularity = np.log1p(np.asarray(matrix.sum(0), dtype=np.float32).ravel())
    return StyleModel(
        words,
        space.tokens,
        replace(items, popularity=popularity),
        plain_rankers()[-1],
        Clusters(np.zeros((0, dims), np.float32), ()),
        {"listings": len(items), "signals": len(signals), "members": matrix.shape[0]},
    )


def choose_dims(members: int, listings: int) -> int:
    """Fewer dimensions for large catalogues (memory) and for tiny ones (nothing to learn)."""
    return max(8, min(DIMS if listings <= LARGE else DIMS_LARGE, members // 4, listings // 4))


def interactions(signals: Signals, listings: int) -> sparse.csr_matrix:
    """Sparse (members, listings) of positive weights, scaled to a mean of 1, repeats added."""
    liked = signals.take(signals.weight > 0)
    members, rows = np.unique(liked.member, return_inverse=True)
    scale = float(liked.weight.mean()) if len(liked) else 1.0
    shape = (max(len(members), 1), listings)
    matrix = sparse.csr_matrix((liked.weight / scale, (rows, liked.item)), shape=shape)
    matrix.data = np.minimum(matrix.data, HEAVIEST_PAIR).astype(np.float32)
    return matrix
