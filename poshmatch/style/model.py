"""The style model as it serves: encode listings, fold in a taste, score, explain, save, load."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from poshmatch.style.arrays import Floats, Ints, positions, top_rows
from poshmatch.style.artifact import Arrays, read_artifact, write_artifact
from poshmatch.style.bags import Bags
from poshmatch.style.clusters import Clusters
from poshmatch.style.features import FEATURES, features
from poshmatch.style.items import Items, join_items
from poshmatch.style.ranker import Ranker
from poshmatch.style.reasons import Reason, item_reasons
from poshmatch.style.space import Space
from poshmatch.style.tables import Listing
from poshmatch.style.taste import Taste, fold_in
from poshmatch.style.tokens import Token
from poshmatch.style.vocabulary import Vocabulary

POPULAR_SHARE = 5
POPULAR = 60


@dataclass(frozen=True)
class Scores:
    """total (n,) and parts (n, f) by FEATURES; each row of parts sums to its total."""

    total: Floats
    parts: Floats

    def part(self, feature: str) -> Floats:
        """What one feature adds to each score: (n,)."""
        return np.asarray(self.parts[:, FEATURES.index(feature)])


@dataclass(frozen=True)
class StyleModel:
    """items are the listings known when it was trained, sorted by id; `about` is plain JSON."""

    vocabulary: Vocabulary
    tokens: Floats
    items: Items
    ranker: Ranker
    clusters: Clusters
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def dims(self) -> int:
        """The length of a vector."""
        return int(self.tokens.shape[1])

    @cached_property
    def popular(self) -> Ints:
        """Ids of the POPULAR listings that most was done with, the most popular first."""
        return self.items.ids[top_rows(np.asarray(self.items.popularity), POPULAR)]

    def encode(self, listings: Iterable[Listing]) -> Items:
        """Listings, seen in training or not, as Items (popularity 0), in the given order."""
        listings = list(listings)
        bags = self.vocabulary.encode(listings)
        space = Space(self.tokens, np.zeros((0, self.dims), np.float32))
        return plain_items(listings, space.vectors(bags), bags)

    def look_up(self, ids: Ints, load: Callable[[list[int]], Iterable[Listing]]) -> Items:
        """Items of these ids: from the model where known, else encoded from load(unknown ids).

        Ids that `load` does not give are left out; the order is the model's, not that of `ids`.
        """
        rows = positions(self.items.ids, ids)
        known = self.items.take(rows[rows >= 0])
        unknown = [int(one) for one in ids[rows < 0]]
        return join_items([known, self.encode(load(unknown))]) if unknown else known

    def taste(self, items: Items, weights: Floats) -> Taste:
        """The taste behind signals on `items`, newest first; weights (n,), negative for less."""
        return fold_in(items, weights, self.dims)

    def score(self, taste: Taste, items: Items, now: float = np.nan) -> Scores:
        """Score candidates; `now` is the day, in the unit of Listing.listed_at."""
        parts = self.ranker.parts(features(taste, items, self.vocabulary.block, now))
        return Scores(parts.sum(1), parts)

    def reasons(self, taste: Taste, items: Items, scores: Scores) -> list[list[Reason]]:
        """Why each listing of `items` scored as it did, strongest first; amounts sum to it."""
        return item_reasons(taste, items, scores.parts, self.vocabulary)

    def shortlist(self, taste: Taste, items: Items, count: int) -> Ints:
        """Positions of up to `count` candidates of a large set: nearest in style, and popular."""
        near = top_rows(items.vectors @ (taste.long + taste.recent), count)
        popular = top_rows(items.popularity, count // POPULAR_SHARE)
        return np.union1d(near, popular)

    def style_of(self, items: Items) -> Ints:
        """The style cluster of each listing."""
        return self.clusters.nearest(items.vectors)

    def style_by_tokens(self, tokens: Iterable[Token]) -> int | None:
        """The style nearest to these tokens; None when the model knows none of them."""
        known = np.array([self.vocabulary.column(token) for token in tokens], dtype=np.int64)
        known = known[known >= 0]
        if not len(known):
            return None
        vectors = np.asarray(self.tokens[known], dtype=np.float32)
        return int(self.clusters.nearest((self.vocabulary.weight[known] @ vectors)[None])[0])

    def styles_alike(self, style: int) -> Ints:
        """All clusters that bear this one's name: to a member they are one style."""
        name = self.clusters.names[style]
        alike = [place for place, other in enumerate(self.clusters.names) if other == name]
        return np.array(alike, dtype=np.int64)

    def styles_for(self, taste: Taste, count: int) -> Ints:
        """The style clusters to draw candidates from: half by each mode of taste, best first."""
        ranked = [self.clusters.ranked(mode, count) for mode in (taste.recent, taste.long)]
        mixed = np.stack(ranked, axis=1).ravel()
        return mixed[np.sort(np.unique(mixed, return_index=True)[1])][:count]

    def save(self, folder: Path) -> None:
        """Write as an artifact folder, which must not exist."""
        about = self.about | {
            "ranker": self.ranker.name,
            "features": list(FEATURES),
            "styles": list(self.clusters.names),
        }
        write_artifact(folder, _arrays(self), about)

    @classmethod
    def load(cls, folder: Path, verify: bool = True) -> "StyleModel":
        """Memory-map an artifact folder; ArtifactError when it is not whole."""
        return _model(*read_artifact(folder, verify))


def plain_items(listings: list[Listing], vectors: Floats, bags: Bags) -> Items:
    """Items of listings without popularity."""
    price = np.array([one.price_cents for one in listings], dtype=np.float32)
    return Items(
        np.array([one.id for one in listings], dtype=np.int64),
        vectors,
        bags,
        np.log(np.where(price > 0, price, np.nan)),
        np.array([one.listed_at for one in listings], dtype=np.float64),
        np.zeros(len(listings), dtype=np.float32),
    )


def _arrays(model: StyleModel) -> Arrays:
    words, items = model.vocabulary, model.items
    return {
        "token_keys": words.keys,
        "token_block": words.block,
        "token_weight": words.weight,
        "token_text": words.text,
        "token_text_ends": words.text_ends,
        "token_vectors": model.tokens.astype(np.float16),
        "item_ids": items.ids,
        "item_vectors": items.vectors.astype(np.float16),
        "bag_starts": items.bags.starts,
        "bag_tokens": items.bags.tokens,
        "bag_weights": items.bags.weights,
        "item_log_price": items.log_price,
        "item_listed_at": items.listed_at,
        "item_popularity": items.popularity,
        "ranker_weights": model.ranker.weights,
        "ranker_centre": model.ranker.centre,
        "style_centres": model.clusters.centres,
    }


def _model(arrays: Arrays, about: dict[str, Any]) -> StyleModel:
    def get(name: str) -> np.ndarray:
        """A plain view of the mapped file: numpy reads it ten times as fast as a memmap."""
        return np.asarray(arrays[name])

    words = Vocabulary(
        get("token_keys"),
        get("token_block"),
        get("token_weight"),
        get("token_text"),
        get("token_text_ends"),
    )
    bags = Bags(get("bag_starts"), get("bag_tokens"), get("bag_weights"))
    columns = ("item_log_price", "item_listed_at", "item_popularity")
    weights, centre = get("ranker_weights"), get("ranker_centre")
    return StyleModel(
        words,
        get("token_vectors"),
        Items(get("item_ids"), get("item_vectors"), bags, *map(get, columns)),
        Ranker(about["ranker"], weights, centre),
        Clusters(get("style_centres"), tuple(about["styles"])),
        about,
    )
