"""Why a listing scored as it did: the score's parts gathered into reasons a member can read."""

from typing import NamedTuple

import numpy as np

from poshmatch.style.arrays import Floats, Ints, positions
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


class Reason(NamedTuple):
    """kind (one of KINDS), the token that says most in it ("" if none), and its amount."""

    kind: str
    value: str
    amount: float


def item_reasons(
    taste: Taste, items: Items, parts: Floats, row: int, vocabulary: Vocabulary
) -> list[Reason]:
    """The reasons for one listing, strongest first; their amounts sum to the parts' sum."""
    amounts = dict.fromkeys(KINDS, 0.0)
    for feature, part in zip(FEATURES, parts.tolist(), strict=True):
        amounts[KIND_OF[feature]] += part
    values = _strongest_values(taste, items, row, vocabulary)
    reasons = [Reason(kind, values.get(kind, ""), amount) for kind, amount in amounts.items()]
    return sorted(reasons, key=lambda reason: -reason.amount)


def _strongest_values(
    taste: Taste, items: Items, row: int, vocabulary: Vocabulary
) -> dict[str, str]:
    """For each block, the shared token that adds most to the overlap."""
    bag = slice(items.bags.starts[row], items.bags.starts[row + 1])
    theirs = positions(taste.tokens, items.bags.tokens[bag])
    shared, theirs = theirs >= 0, theirs[theirs >= 0]
    liking = taste.token_long[theirs] + taste.token_recent[theirs]
    gains = items.bags.weights[bag][shared] * liking
    return _by_block(items.bags.tokens[bag][shared][np.argsort(gains)], vocabulary)


def _by_block(tokens: Ints, vocabulary: Vocabulary) -> dict[str, str]:
    """The name of the last token of each block."""
    last = dict(zip(vocabulary.block[tokens].tolist(), tokens.tolist(), strict=True))
    return {BLOCK_NAMES[block]: vocabulary.name(token) for block, token in last.items()}
