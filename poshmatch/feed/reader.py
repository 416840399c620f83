"""The reader of a feed: who looks, and by which model and taste their feed is ranked."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from django.utils import timezone

from closets.models import User
from poshmatch.dials import styles_turned, turn_reasons, turned, turns_of
from poshmatch.feed.candidates import SOURCES, Candidates, candidates_for
from poshmatch.rows import day_of, style_listings
from poshmatch.serving import style_model, style_version
from poshmatch.style import Items, Reason, Scores, StyleModel, Taste
from poshmatch.style.arrays import Floats, positions
from poshmatch.taste import History, history_of, taste_of

STYLES = 10
NEWEST = 20
"""So many closets followed last are always looked into."""
STEP = 2.0
"""A style turned up or down moves its pieces by so many standard deviations of the scores."""


def seed_of(user_id: int) -> int:
    """Of the lot that draws which of many follows a feed looks into: another one each hour."""
    return user_id * 1_000_003 + timezone.now().toordinal() * 24 + timezone.now().hour


@dataclass(frozen=True)
class Basis:
    """What a feed is ranked by: enough to score each of its cards once more, to the same number.

    version: the model's; now: the day that freshness is counted to; step: what a style turned up
    adds to a score.
    """

    history: History
    version: str
    now: float
    step: float = 0.0


@dataclass(frozen=True)
class Ranker:
    """A model and one reader's taste in it."""

    model: StyleModel
    taste: Taste
    basis: Basis
    turns: Floats | None

    @classmethod
    def of(cls, model: StyleModel, basis: Basis) -> Self:
        """The basis with its history folded in; a query when it names listings new to the model."""
        turns = turns_of(model, basis.version, basis.history.dials)
        return cls(model, taste_of(model, basis.history), basis, turns)

    def candidates(self, user_id: int) -> Candidates:
        """What the member's follows, styles and everybody's favourites suggest. One query."""
        styles = self.model.styles_for(self.taste, STYLES)
        if self.turns is not None:
            styles = styles_turned(styles, self.turns)
        rising = self.model.popular.tolist()
        return candidates_for(
            user_id,
            newest=self.basis.history.closets[:NEWEST],
            seed=seed_of(user_id),
            styles=styles.tolist(),
            rising=rising,
        )

    def scores(self, ids: np.ndarray) -> tuple[np.ndarray, float]:
        """The score of each listing, in the order of `ids`, and the step of turned styles; -inf
        for one that is gone or of a style turned off."""
        items, scores = self._scored(ids)
        totals, step = scores.total, 0.0
        if self.turns is not None:
            step = STEP * float(totals.std()) if len(totals) else 0.0
            totals = totals + turned(self._turns(items), step)
        by_id = np.argsort(items.ids)
        places = positions(items.ids[by_id], ids)
        return np.where(places >= 0, totals[by_id][places], -np.inf), step

    def reasons(self, ids: np.ndarray) -> dict[int, list[Reason]]:
        """Why each listing scored as it did, strongest first, by its id."""
        if not len(ids):
            return {}
        items, scores = self._scored(ids)
        why = self.model.reasons(self.taste, items, scores)
        if self.turns is not None:
            for reasons, turn in zip(why, self._turns(items), strict=True):
                reasons.extend(turn_reasons(float(turn), self.basis.step))
        return dict(zip(items.ids.tolist(), why, strict=True))

    def turned_off(self, ids: np.ndarray) -> set[int]:
        """Which of these are of a style turned off."""
        if self.turns is None or not np.isneginf(self.turns).any():
            return set()
        items = self.model.look_up(ids, style_listings)
        return set(items.ids[np.isneginf(self._turns(items))].tolist())

    def _turns(self, items: Items) -> Floats:
        """How far the style of each item is turned."""
        return np.zeros(0) if self.turns is None else self.turns[self.model.style_of(items)]

    def _scored(self, ids: np.ndarray) -> tuple[Items, Scores]:
        items = self.model.look_up(ids, style_listings)
        return items, self.model.score(self.taste, items, self.basis.now)


@dataclass(frozen=True)
class Reader:
    """`user_id` is 0 for a visitor; `ranker` is None while no model can be served."""

    user_id: int
    ranker: Ranker | None

    @classmethod
    def of(cls, viewer: User | None) -> Self:
        """The viewer with their live taste."""
        user_id, model = (viewer.pk if viewer else 0), style_model()
        if model is None:
            return cls(user_id, None)
        basis = Basis(history_of(user_id), style_version(), day_of(timezone.now()))
        return cls(user_id, Ranker.of(model, basis))

    def candidates(self) -> Candidates:
        """Listings that might be shown. One query, and two when the taste is not in the cache."""
        if self.ranker is None:
            newest = history_of(self.user_id).closets[:NEWEST] if self.user_id else []
            seed = seed_of(self.user_id)
            return candidates_for(self.user_id, newest=newest, seed=seed, styles=[], rising=[])
        return self.ranker.candidates(self.user_id)

    def turned_off(self, ids: tuple[int, ...]) -> set[int]:
        """Which of these are of a style that the reader turned off."""
        return self.ranker.turned_off(np.array(ids, dtype=np.int64)) if self.ranker else set()

    def scores(self, found: Candidates) -> tuple[np.ndarray, float]:
        """By taste, and the step of turned styles; without a model the newest, with followed
        closets ahead."""
        if self.ranker is not None:
            return self.ranker.scores(found.ids)
        followed = (found.sources & (SOURCES["closet"] | SOURCES["shared"])) > 0
        newest: np.ndarray = followed + found.ids / (found.ids.max(initial=0) + 1)
        return newest, 0.0
