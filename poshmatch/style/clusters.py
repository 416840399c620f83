"""Style clusters: listings grouped by their vectors, named by what their members share."""

from dataclasses import dataclass

import numpy as np

from poshmatch.style.arrays import Floats, Ints, slices, unit_rows
from poshmatch.style.bags import Bags
from poshmatch.style.tokens import BLOCK_NAMES
from poshmatch.style.vocabulary import Vocabulary

CLUSTERS = 256
LISTINGS_EACH = 30
NAMING_BLOCKS = ("style_tag", "garment", "category", "brand", "title")
ROWS_AT_ONCE = 100_000


@dataclass(frozen=True)
class Clusters:
    """centres (k, d) of unit length, and a name for each."""

    centres: Floats
    names: tuple[str, ...]

    def nearest(self, vectors: Floats) -> Ints:
        """The cluster of each unit vector (n, d): its style_id."""
        found = np.empty(len(vectors), dtype=np.int32)
        for part in slices(len(vectors), ROWS_AT_ONCE):
            found[part] = (np.asarray(vectors[part], np.float32) @ self.centres.T).argmax(1)
        return found

    def ranked(self, taste: Floats, count: int) -> Ints:
        """The `count` clusters nearest a taste vector (d,), best first."""
        return np.argsort(-(self.centres @ taste), kind="stable")[:count]


def build_clusters(vectors: Floats, bags: Bags, vocabulary: Vocabulary) -> Clusters:
    """k-means over listing vectors (n, d): about LISTINGS_EACH a cluster, at most CLUSTERS."""
    # Only training needs it, and it would cost each web and photo process 50 MB.
    from sklearn.cluster import MiniBatchKMeans

    count = max(1, min(CLUSTERS, len(vectors) // LISTINGS_EACH))
    if len(vectors) <= 1:
        return Clusters(np.asarray(vectors, np.float32), ("all",) * len(vectors))
    means = MiniBatchKMeans(count, random_state=0, n_init=3, batch_size=2048).fit(vectors)
    centres = unit_rows(means.cluster_centers_)
    clusters = Clusters(centres, ("",) * count)
    return Clusters(centres, cluster_names(clusters.nearest(vectors), count, bags, vocabulary))


def cluster_names(style: Ints, count: int, bags: Bags, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Name each cluster by the two tokens that stand out most in it."""
    strength = np.zeros((count, len(vocabulary)), dtype=np.float32)
    np.add.at(strength, (style[bags.row_of_each()], bags.tokens), bags.weights)
    naming = [BLOCK_NAMES.index(block) for block in NAMING_BLOCKS]
    strength *= np.isin(vocabulary.block, naming)
    return tuple(_name(row, vocabulary) for row in strength)


def _name(strength: Floats, vocabulary: Vocabulary) -> str:
    best = [int(token) for token in np.argsort(-strength)[:2] if strength[token] > 0]
    return " · ".join(vocabulary.name(token) for token in best) or "mixed"
