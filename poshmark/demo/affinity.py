"""How much each member would like each listing, by the planted tastes."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from poshmark.demo.items import Item
from poshmark.demo.people import Member

Scores = npt.NDArray[np.float64]
ONE_SIZE = "One Size"
STYLE, BRAND, SIZE, PRICE = 3.2, 1.2, 1.0, 0.55
NEVER = -1e9
NOISE = 0.12
"""This share of what members do goes by popularity alone, whatever their taste."""


@dataclass(frozen=True)
class Affinity:
    """scores: log-odds by member and listing, NEVER for one's own and other departments';
    popularity: log of a Zipf law over the listings.
    """

    scores: Scores
    popularity: Scores

    def chances(self, member: int) -> Scores:
        """The member's chance to act on each listing, by taste and popularity with noise."""
        mine = self.scores[member]
        by_taste = _softmax(mine + self.popularity)
        by_fame = _softmax(np.where(mine > NEVER / 2, self.popularity, NEVER))
        return (1 - NOISE) * by_taste + NOISE * by_fame

    def buyers(self, item: int) -> Scores:
        """Each member's chance to be the one who buys the listing."""
        return _softmax(self.scores[:, item] * 1.2)


def affinity_of(members: list[Member], hung: list[Item], rng: np.random.Generator) -> Affinity:
    """The whole matrix, one row a member."""
    ranks = rng.permutation(len(hung)) + 1.0
    traits = Traits(hung)
    return Affinity(np.array([traits.liked_by(m) for m in members]), -0.85 * np.log(ranks + 8))


class Traits:
    """What tastes ask of the listings, column by column."""

    def __init__(self, hung: list[Item]) -> None:
        self.sellers = np.array([item.seller for item in hung])
        self.tiers = np.array([item.tier for item in hung])
        self.styles = Column([item.design.style for item in hung])
        self.departments = Column([item.design.department for item in hung])
        self.brands = Column([item.brand or "" for item in hung])
        self.sizes = Column([_size_key(item.size[0], item.size[2]) for item in hung])

    def liked_by(self, member: Member) -> Scores:
        """The member's log-odds for each listing."""
        taste = member.taste
        top = max(taste.styles.values())
        wears = [
            _size_key(group, label) for group, labels in taste.sizes.items() for label in labels
        ]
        scores = (
            self.departments.worth({d: -1.2 * at for at, d in enumerate(taste.departments)}, NEVER)
            + self.styles.worth({slug: STYLE * share / top for slug, share in taste.styles.items()})
            + self.brands.worth(dict.fromkeys(taste.brands, BRAND))
            + self.sizes.worth({ONE_SIZE: SIZE / 5} | dict.fromkeys(wears, SIZE))
            - PRICE * np.abs(self.tiers - taste.level)
        )
        return np.where(self.sellers == member.index, NEVER, scores)


class Column:
    """One word a listing, looked up for all listings at once."""

    def __init__(self, words: list[str]) -> None:
        names, self.codes = np.unique(np.array(words), return_inverse=True)
        self.names = [str(name) for name in names]

    def worth(self, values: dict[str, float], otherwise: float = 0.0) -> Scores:
        """The value of each listing's word."""
        return np.array([values.get(name, otherwise) for name in self.names])[self.codes]


def _size_key(group: str, label: str) -> str:
    return label if label == ONE_SIZE else f"{group} {label}"


def quotas(total: int, weights: list[float], most: int) -> list[int]:
    """`total` shared out by weight in whole numbers, nobody getting more than `most`.

    Raises ValueError when that is not possible.
    """
    givers = sum(weight > 0 for weight in weights)
    if total > givers * most:
        raise ValueError(f"{total} acts do not fit {givers} members of {most} at most")
    shares = [0] * len(weights)
    left = total
    while left:
        open_weights = [w if s < most else 0.0 for w, s in zip(weights, shares, strict=True)]
        scale = left / math.fsum(open_weights)
        for i, weight in enumerate(open_weights):
            more = min(most - shares[i], max(int(weight * scale), 1 if weight else 0), left)
            shares[i] += more
            left -= more
    return shares


def pick(rng: np.random.Generator, chances: Scores, count: int) -> list[int]:
    """`count` different indices, each as likely as its chance (Gumbel's trick)."""
    with np.errstate(divide="ignore"):
        keys = np.log(chances) + rng.gumbel(size=len(chances))
    best = np.argsort(-keys, kind="stable")[:count]
    return [int(index) for index in best if chances[index] > 0]


def _softmax(scores: Scores) -> Scores:
    weights = np.exp(scores - scores.max())
    return np.asarray(weights / weights.sum())
