"""The reader of a feed: who looks, and by which model and taste their feed is ranked."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from django.utils import timezone

from closets.models import User
from poshmatch.feed.candidates import SOURCES, Candidates, candidates_for
from poshmatch.rows import day_of, style_listings
from poshmatch.serving import style_model
from poshmatch.style import Items, Reason, Scores, StyleModel, Taste
from poshmatch.style.arrays import positions
from poshmatch.taste import history_of, taste_of

STYLES = 10


@dataclass(frozen=True)
class Ranker:
    """A model and one reader's taste in it."""

    model: StyleModel
    taste: Taste

    def candidates(self, user_id: int) -> Candidates:
        """What the member's follows, styles and everybody's favourites suggest. One query."""
        return candidates_for(
            user_id,
            styles=self.model.styles_for(self.taste, STYLES).tolist(),
            rising=self.model.popular.tolist(),
        )

    def scores(self, ids: np.ndarray) -> np.ndarray:
        """The score of each listing, in the order of `ids`; -inf for one that is gone."""
        items, scores = self._scored(ids)
        by_id = np.argsort(items.ids)
        places = positions(items.ids[by_id], ids)
        totals = scores.total[by_id]
        return np.where(places >= 0, totals[places], -np.inf)

    def reasons(self, ids: np.ndarray) -> dict[int, list[Reason]]:
        """Why each listing scored as it did, strongest first, by its id."""
        items, scores = self._scored(ids)
        return {
            int(pk): self.model.reasons(self.taste, items, scores, row)
            for row, pk in enumerate(items.ids)
        }

    def _scored(self, ids: np.ndarray) -> tuple[Items, Scores]:
        items = self.model.look_up(ids, style_listings)
        return items, self.model.score(self.taste, items, day_of(timezone.now()))


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
        return cls(user_id, Ranker(model, taste_of(model, history_of(user_id))))

    def candidates(self) -> Candidates:
        """Listings that might be shown. One query."""
        if self.ranker is None:
            return candidates_for(self.user_id, styles=[], rising=[])
        return self.ranker.candidates(self.user_id)

    def scores(self, found: Candidates) -> np.ndarray:
        """By taste; without a model the newest, with followed closets ahead."""
        if self.ranker is not None:
            return self.ranker.scores(found.ids)
        followed = (found.sources & (SOURCES["closet"] | SOURCES["shared"])) > 0
        newest: np.ndarray = followed + found.ids / (found.ids.max(initial=0) + 1)
        return newest
