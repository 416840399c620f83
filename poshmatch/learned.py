"""The styles that a member's signals fall into, as My Style shows them (F4)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.core import signing

from closets.models import User
from closets.selectors import unblocked
from listings.models import Listing
from poshmatch.dials import style_now
from poshmatch.models import Dial
from poshmatch.serving import style_model, style_version
from poshmatch.style import Items, StyleModel
from poshmatch.style.arrays import Floats, Ints
from poshmatch.style.taste import LONG, decay
from poshmatch.taste import history_of, items_of

MOST = 6
PIECES = 24
"""Of each style, this many pieces that told of it are looked at."""
PICTURES, BRANDS, SIZES = 4, 3, 4
ANCHORS = 12
ANCHORED_BY = ("brand", "category", "garment", "brand_category", "style_tag", "title")
SALT = "style"


@dataclass(frozen=True)
class Anchor:
    """What a style is known by: its name and cluster in one model version, and its tokens."""

    name: str
    style: int
    version: str
    tokens: tuple[str, ...]

    def signed(self) -> str:
        """As a form carries it."""
        return signing.dumps([self.name, self.style, self.version, self.tokens], salt=SALT)

    @classmethod
    def read(cls, text: str) -> "Anchor | None":
        """The anchor of a form; None when it is not one of ours."""
        try:
            name, style, version, tokens = signing.loads(text, salt=SALT)
        except (signing.BadSignature, ValueError):
            return None
        return cls(name, style, version, tuple(tokens))


@dataclass(frozen=True)
class LearnedStyle:
    """One style. share: of what was learned, in percent; dial: how the member turned it, if they
    did; anchor: for turning it the first time; pieces: the member's own, that told of it."""

    name: str
    share: int
    dial: Dial | None
    anchor: Anchor | None
    pieces: Sequence[Listing] = ()

    @property
    def title(self) -> str:
        """Its name as people write it."""
        return style_title(self.name)

    @property
    def turn(self) -> str:
        """One of Dial.Turn."""
        return self.dial.turn if self.dial else Dial.Turn.USUAL

    @property
    def pictures(self) -> list[Listing]:
        """The latest pieces that have a picture."""
        ready = [one for one in self.pieces if one.cover and one.cover.is_ready]
        return ready[:PICTURES]

    @property
    def brands(self) -> list[str]:
        """The most frequent, the first in front."""
        return _frequent([one.brand.name for one in self.pieces if one.brand], BRANDS)

    @property
    def sizes(self) -> list[str]:
        """The most frequent, the first in front."""
        return _frequent([one.size_label for one in self.pieces if one.size_label], SIZES)

    @property
    def prices(self) -> tuple[int, int] | None:
        """Lowest and highest, in cents."""
        prices = [one.price_cents for one in self.pieces if one.price_cents]
        return (min(prices), max(prices)) if prices else None


def style_title(name: str) -> str:
    """A style's name as people write it: "Boho · maxi dress"."""
    parts = [part.split(" > ")[-1].replace("-", " ").split() for part in name.split(" · ")]
    said = [words for words in parts if not any(set(words) < set(other) for other in parts)]
    return " · ".join(dict.fromkeys(map(" ".join, said))).capitalize()


def learned_styles(user: User) -> list[LearnedStyle]:
    """The strongest first, then those that the member turned and nothing tells of any more. At most
    four queries."""
    model, version = style_model(), style_version()
    dials = list(user.dials.order_by("turned_at"))
    if model is None:
        return _turned_only({dial.name: dial for dial in dials}, set())
    by_name = _by_name(model, version, dials)
    groups = list(_groups(model, user))[:MOST]
    seen = unblocked("closet__user_id", user.pk)
    shown = Listing.objects.public().filter(seen, closet__user__is_active=True).for_cards()
    known = shown.in_bulk({pk for group in groups for pk in group.ids})
    learned = [_learned(model, version, group, known, by_name) for group in groups]
    return learned + _turned_only(by_name, {one.name for one in learned})


def _by_name(model: StyleModel, version: str, dials: list[Dial]) -> dict[str, Dial]:
    """The member's dials by what their styles are named now."""
    named = {}
    for dial in dials:
        style = style_now(model, version, dial)
        named[dial.name if style is None else model.clusters.names[style]] = dial
    return named


def _turned_only(dials: Mapping[str, Dial], shown: set[str]) -> list[LearnedStyle]:
    turned = {name: dial for name, dial in dials.items() if dial.turn != Dial.Turn.USUAL}
    return [LearnedStyle(name, 0, dial, None) for name, dial in turned.items() if name not in shown]


@dataclass(frozen=True)
class _Group:
    """What of a member's history is of one name: the strongest cluster, the ids of the newest
    pieces, their items and weights, and the group's share of everything."""

    style: int
    ids: list[int]
    items: Items
    weights: Floats
    share: float


def _groups(model: StyleModel, user: User) -> Iterator[_Group]:
    """The strongest first."""
    items, weights = items_of(model, history_of(user.pk))
    weights = decay(weights, LONG)
    told = np.flatnonzero((items.ids > 0) & (weights > 0))
    items, weights = items.take(told), weights[told]
    styles = model.style_of(items)
    names = np.array(model.clusters.names)[styles]
    found, place = np.unique(names, return_inverse=True)
    strength = np.bincount(place, weights, len(found))
    for group in np.argsort(-strength, kind="stable"):
        rows = np.flatnonzero(place == group)
        share = float(strength[group] / strength.sum())
        yield _group(items.take(rows), weights[rows], styles[rows], share)


def _group(items: Items, weights: Floats, styles: Ints, share: float) -> _Group:
    strongest = int(np.bincount(styles, weights).argmax())
    return _Group(strongest, items.ids[:PIECES].tolist(), items, weights, share)


def _learned(
    model: StyleModel,
    version: str,
    group: _Group,
    known: Mapping[int, Listing],
    dials: Mapping[str, Dial],
) -> LearnedStyle:
    name = model.clusters.names[group.style]
    anchor = Anchor(name, group.style, version, _tokens(model, group))
    pieces = [known[pk] for pk in group.ids if pk in known]
    return LearnedStyle(name, round(100 * group.share), dials.get(name), anchor, pieces)


def _tokens(model: StyleModel, group: _Group) -> tuple[str, ...]:
    """The tokens that stand out most in the group's pieces."""
    bags, words = group.items.bags, model.vocabulary
    tokens, place = np.unique(bags.tokens, return_inverse=True)
    strength = np.bincount(place, bags.weights * group.weights[bags.row_of_each()], len(tokens))
    ranked = (int(token) for token in tokens[np.argsort(-strength, kind="stable")])
    named = (f"{words.block_name(token)}:{words.name(token)}" for token in ranked)
    return tuple(text for text in named if text.partition(":")[0] in ANCHORED_BY)[:ANCHORS]


def _frequent(values: list[str], most: int) -> list[str]:
    return sorted(dict.fromkeys(values), key=lambda value: -values.count(value))[:most]
