"""Why a listing scored as it did: the score's parts gathered into reasons a member can read."""

from operator import attrgetter
from typing import NamedTuple

import numpy as np

from poshmatch.style.arrays import Floats, positions
from poshmatch.style.features import FEATURES
from poshmatch.style.items import Items
from poshmatch.style.taste import Taste
from poshmatch.style.tokens import BLOCK_NAMES
from poshmatch.style.vocabulary import Vocabulary

KIND_OF = {
    "style_long": "style",
    "style_recent": "style",
    "style_match": "style",
    "price_fit": "price",
    "popularity": "popular",
    "popularity_thin": "popular",
    "freshness": "fresh",
} | {f"{block}_{mode}": block for block in BLOCK_NAMES for mode in ("long", "recent")}
KINDS = tuple(dict.fromkeys(KIND_OF.values()))
_BY_KIND = np.array(
    [[KIND_OF[one] == kind for kind in KINDS] for one in FEATURES], dtype=np.float64
)
_AMOUNT = attrgetter("amount")


class Reason(NamedTuple):
    """kind (one of KINDS), the token that says most in it ("" if none), and its amount."""

    kind: str
    value: str
    amount: float


def item_reasons(
    taste: Taste, items: Items, parts: Floats, vocabulary: Vocabulary
) -> list[list[Reason]]:
    """The reasons for each listing, strongest first; their amounts sum to its parts' sum."""
    amounts = (np.asarray(parts, dtype=np.float64) @ _BY_KIND).tolist()
    values = _strongest_values(taste, items, vocabulary)
    return [_reasons(*one) for one in zip(amounts, values, strict=True)]


def _reasons(amounts: list[float], values: dict[str, str]) -> list[Reason]:
    named = [values.get(kind, "") for kind in KINDS]
    reasons = map(Reason._make, zip(KINDS, named, amounts, strict=True))
    return sorted(reasons, key=_AMOUNT, reverse=True)


def _strongest_values(taste: Taste, items: Items, vocabulary: Vocabulary) -> list[dict[str, str]]:
    """For each listing and block, the name of the shared token that adds most to the overlap."""
    bags = items.bags
    theirs = positions(taste.tokens, bags.tokens)
    shared = np.flatnonzero(theirs >= 0)
    liking = taste.token_long[theirs[shared]] + taste.token_recent[theirs[shared]]
    by_gain = shared[np.argsort(bags.weights[shared] * liking)]
    rows, tokens = bags.row_of_each()[by_gain], bags.tokens[by_gain]
    blocks = vocabulary.block[tokens].tolist()
    last = dict(zip(zip(rows.tolist(), blocks, strict=True), tokens.tolist(), strict=True))
    names: list[dict[str, str]] = [{} for _ in range(len(items))]
    for (row, block), token in last.items():
        names[row][BLOCK_NAMES[block]] = vocabulary.name(token)
    return names
