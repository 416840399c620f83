"""A listing as a bag of tokens in blocks, and the vocabulary that weights them.

Each token's weight is block weight * idf ** IDF_POWER, and a listing's bag has unit length, so
the product of two bags is a cosine that is the sum of what each block adds. The power above one
was chosen on held-out members: common tokens ("Beauty", "black") say almost nothing of taste.
"""

import math
import re
from collections.abc import Iterator
from hashlib import blake2b
from itertools import pairwise

from poshmatch.style.tables import Listing

BLOCKS: dict[str, float] = {
    "brand": 2.0,
    "category": 1.0,
    "garment": 1.0,
    "brand_category": 2.0,
    "size": 1.5,
    "size_category": 1.0,
    "colour": 0.7,
    "condition": 0.5,
    "style_tag": 1.5,
    "price": 0.7,
    "closet": 0.5,
    "material": 0.7,
    "title": 2.0,
}
BLOCK_NAMES = tuple(BLOCKS)
IDF_POWER = 1.5
WORD = re.compile(r"[^\W_]+")
STOP_WORDS = frozenset(
    ("a", "an", "and", "by", "for", "from", "in", "new", "of", "on", "or", "set", "the")
)
TITLE_WORDS = 30
Token = tuple[str, str]


def bag_tokens(listing: Listing) -> Iterator[Token]:
    """The (block, value) tokens of a listing; some may repeat."""
    brand = listing.brand.strip().lower()
    levels = [level.strip().lower() for level in listing.category if level.strip()]
    garment = listing.garment.strip().lower()
    yield from _single("brand", brand)
    yield from _single("garment", garment)
    yield from (("category", level) for level in levels)
    yield from _single("category", " > ".join(levels))
    yield from _crossed(brand, listing.size.strip().lower(), _kinds(levels, garment))
    yield from _details(listing)
    yield from _title_tokens(listing.title)


def _kinds(levels: list[str], garment: str) -> list[str]:
    """The category levels that brand and size are crossed with: all but the broadest."""
    kinds = levels[1:] or levels
    return [*kinds, garment] if garment else kinds


def _single(block: str, value: str) -> Iterator[Token]:
    if value:
        yield block, value


def _crossed(brand: str, size: str, kinds: list[str]) -> Iterator[Token]:
    yield from _single("size", size)
    for kind in kinds:
        if brand:
            yield "brand_category", f"{brand} {kind}"
        if size:
            yield "size_category", f"{size} {kind}"


def _details(listing: Listing) -> Iterator[Token]:
    yield from (("colour", colour.lower()) for colour in listing.colours if colour)
    yield from (("style_tag", tag.lower()) for tag in listing.style_tags if tag)
    yield from _single("condition", listing.condition.lower())
    yield from _single("material", listing.material.lower())
    yield from _single("closet", listing.closet)
    yield from _single("price", price_bucket(listing.price_cents))


def price_bucket(price_cents: int) -> str:
    """Half-octave bucket: prices within about 40 % share one; "" when unknown."""
    return str(round(2 * math.log2(price_cents / 100 + 1))) if price_cents > 0 else ""


def _title_tokens(title: str) -> Iterator[Token]:
    words = [word for word in WORD.findall(title.lower()) if len(word) > 1]
    words = [word for word in words if word not in STOP_WORDS][:TITLE_WORDS]
    yield from (("title", word) for word in words)
    yield from (("title", f"{one} {two}") for one, two in pairwise(words))


def token_key(token: Token) -> int:
    """A stable 64-bit number for a token, the same in every process and version."""
    text = "\x1f".join(token).encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "little")
