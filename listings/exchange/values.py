"""One row's texts as what a listing takes, with a message for whatever does not fit."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from closets.templatetags.money import money
from listings.exchange.pieces import measurements_of, stock_of
from listings.exchange.refusals import RowRefused
from listings.models import Category, Colour, Condition, Size, Status, StyleTag
from listings.models.listing import MAX_PRICE_CENTS, MIN_PRICE_CENTS
from listings.services.drafts import category_columns

MOST_PHOTOS = 16
MOST_PIECES = 1_000
STATUSES = {"": "available", **{s: s for s in ("available", "not_for_sale", "draft")}}
GONE = {Status.SOLD: "sold", Status.RESERVED: "being paid for", Status.REMOVED: "removed"}


@dataclass(frozen=True)
class Item:
    """What a row comes to. columns: of the listing, apart from its brand; lacks: why it can only
    be a draft; notes: what was made to fit."""

    columns: dict[str, Any]
    brand: str
    pieces: dict[Size, int]
    status: str
    photos: list[str]
    lacks: list[str]
    notes: list[str]


@dataclass
class Catalogue:
    """The catalogue in memory, for thousands of rows."""

    categories: dict[str, Category | None] = field(default_factory=dict)
    sizes: dict[tuple[str, str], list[Size]] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)
    tags: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Catalogue":
        """Three queries."""
        made = cls()
        for node in Category.objects.select_related("department", "parent"):
            made._add_category(node)
        for size in Size.objects.all():
            made.sizes.setdefault((size.group, size.label.lower()), []).append(size)
            made.groups.add(size.group)
        for slug, name in StyleTag.objects.values_list("slug", "name"):
            made.tags |= {slug: slug, name.lower(): slug}
        return made

    def _add_category(self, node: Category) -> None:
        names = [node.department.name, *([node.parent.name] if node.parent else []), node.name]
        self.categories[node.path] = self.categories[">".join(names).lower()] = node
        last = node.name.lower()
        self.categories[last] = None if last in self.categories else node

    def category(self, text: str) -> Category | None:
        """By path, by names with > between, or by its last name when only one has it."""
        text = text.strip().lower()[:300]
        parts = [part.strip() for part in re.split(r"\s*>\s*|\s+/\s+", text)]
        tries = (text, ">".join(parts), parts[-1])
        return next((found for key in tries if (found := self.categories.get(key))), None)

    def size(self, group: str, system: str, label: str) -> Size | None:
        """In the system that was named, else in the first that has it (US before others)."""
        found = self.sizes.get((group, label.lower()), [])
        named = [size for size in found if size.system == (system or Size.System.US)]
        return next(iter(named or ([] if system else found)), None)


def item_of(values: Mapping[str, str], catalogue: Catalogue, default_condition: str = "") -> Item:
    """The row's item. Raises RowRefused when a draft could not hold it either."""
    notes: list[str] = []
    text = {name: value.strip() for name, value in values.items()}
    status = _status(text.get("status", ""))
    node = catalogue.category(text.get("category", ""))
    if text.get("category") and node is None:
        notes.append(f"No such category: {text['category'][:60]}.")
    columns = {
        "title": _cut(" ".join(text.get("title", "").split()), 80, "title", notes),
        "description": _cut(text.get("description", ""), 1500, "description", notes),
        **category_columns(node),
        **_size(text, node, catalogue, notes),
        "colours": _colours(text.get("colours", ""), notes),
        "measurements": measurements_of(text.get("measurements", "")),
        "condition": _condition(text.get("condition", "") or default_condition),
        "style_tags": _tags(text.get("style_tags", ""), catalogue, notes),
        "original_price_cents": _original(text.get("original_price", "")),
        "price_cents": _price(text.get("price", "")),
        "quantity": _quantity(text.get("quantity", "")),
    }
    photos = _pieces(text.get("photos", ""))
    if len(photos) > MOST_PHOTOS:
        notes.append(f"Only the first {MOST_PHOTOS} photos.")
    brand = _cut(" ".join(text.get("brand", "").split()), 80, "brand", notes)
    pieces = _stock(text.get("sizes", ""), node, catalogue, notes)
    lacks = _lacks(columns, node, catalogue, pieces)
    return Item(columns, brand, pieces, status, photos[:MOST_PHOTOS], lacks, notes)


def external_id_of(values: Mapping[str, str]) -> str:
    """The row's own name, or one made of all that it says, so that the same row is known again."""
    given = " ".join(values.get("external_id", "").split())
    if len(given) > 120:
        return "long-" + hashlib.sha256(given.encode()).hexdigest()
    if given:
        return given
    text = json.dumps(sorted(values.items()))
    return "row-" + hashlib.sha256(text.encode()).hexdigest()[:32]


def _cut(text: str, most: int, name: str, notes: list[str]) -> str:
    if len(text) > most:
        notes.append(f"The {name} was cut to {most:,} characters.")
    return text[:most]


def _status(text: str) -> str:
    status = text.lower().replace(" ", "_")
    if status in GONE:
        raise RowRefused(f"It is {GONE[Status(status)]}; only what can be sold comes in.")
    if status not in STATUSES:
        raise RowRefused(f"Unknown status: {text[:40]}.")
    return STATUSES[status]


def _size(
    text: Mapping[str, str], node: Category | None, catalogue: Catalogue, notes: list[str]
) -> dict[str, Any]:
    label, system = text.get("size", ""), text.get("size_system", "").lower()
    if not label:
        return {"size": None, "size_custom": ""}
    size = catalogue.size(node.size_group, system, label) if node and system != "custom" else None
    custom = "" if size else _cut(label, 20, "size", notes)
    return {"size": size, "size_custom": custom}


def _stock(
    text: str, node: Category | None, catalogue: Catalogue, notes: list[str]
) -> dict[Size, int]:
    pieces = {}
    for system, label, count in stock_of(text):
        size = catalogue.size(node.size_group, system, label) if node else None
        if size:
            pieces[size] = count
        else:
            notes.append(f"Unknown size: {label[:20]}.")
    return pieces


def _colours(text: str, notes: list[str]) -> list[str]:
    known = {**{c: c for c in Colour.values}, "gray": "grey", "beige": "tan"}
    return _known(text, known, 2, "colour", notes)


def _tags(text: str, catalogue: Catalogue, notes: list[str]) -> list[str]:
    return _known(text, catalogue.tags, 3, "style", notes)


def _known(
    text: str, known: Mapping[str, str], most: int, name: str, notes: list[str]
) -> list[str]:
    pieces = _pieces(text)
    found = list(dict.fromkeys(known[p.lower()] for p in pieces if p.lower() in known))
    if unknown := [piece for piece in pieces if piece.lower() not in known]:
        notes.append(f"Unknown {name}: {unknown[0][:40]}.")
    if len(found) > most:
        notes.append(f"Only the first {most} of {name}.")
    return found[:most]


def _pieces(text: str) -> list[str]:
    parts = (part.strip() for part in text[:20_000].split(";", MOST_PIECES))
    return [part for part in parts if part]


def _condition(text: str) -> str:
    plain = text.lower().replace(" ", "_")
    labels = {label.lower().replace(" ", "_"): value for value, label in Condition.choices}
    known = {**{value: value for value in Condition.values}, **labels, "new": "nwt", "": ""}
    if plain not in known:
        raise RowRefused(f"Unknown condition: {text[:40]}. Use nwt, like_new, good or fair.")
    return str(known[plain])


def _cents(text: str, name: str) -> int | None:
    plain = text.replace("$", "").replace(",", "").strip()
    if not plain:
        return None
    try:
        amount = Decimal(plain[:20]) * 100
    except InvalidOperation as error:
        raise RowRefused(f"The {name} is no amount: {text[:40]}.") from error
    if not amount.is_finite() or not 0 <= amount <= MAX_PRICE_CENTS or amount % 1:
        raise RowRefused(f"The {name} must be whole cents up to {money(MAX_PRICE_CENTS)}.")
    return int(amount)


def _price(text: str) -> int | None:
    cents = _cents(text, "price")
    if cents is not None and cents < MIN_PRICE_CENTS:
        raise RowRefused(f"The price is below {money(MIN_PRICE_CENTS)}.")
    return cents


def _original(text: str) -> int | None:
    return _cents(text, "original price") or None


def _quantity(text: str) -> int:
    if not text:
        return 1
    number = text.removesuffix(".0")
    if not (number.isascii() and number.isdigit() and len(number) < 5 and int(number) >= 1):
        raise RowRefused(f"The quantity must be between 1 and 9,999, not {text[:20]}.")
    return int(number)


def _lacks(
    columns: Mapping[str, Any],
    node: Category | None,
    catalogue: Catalogue,
    pieces: Mapping[Size, int],
) -> list[str]:
    """What must be added before anybody may see it, photos apart."""
    sized = columns["size"] or columns["size_custom"] or pieces
    checks = {
        "title": bool(columns["title"]),
        "category": node is not None,
        "size": bool(sized) or node is None or node.size_group not in catalogue.groups,
        "condition": bool(columns["condition"]),
        "price": columns["price_cents"] is not None,
    }
    return [name for name, holds in checks.items() if not holds]
