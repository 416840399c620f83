"""Shopify's product export: a product's variants and pictures are lines of one handle."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from typing import Any

Row = dict[str, str]
Numbered = tuple[int, Row]
MOST_LINES = 400
STATUSES = {"active": "available", "draft": "draft", "archived": "draft"}
_BREAKS = re.compile(r"<\s*(br|/p|/li|/div|/h\d)[^>]*>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")


def products(
    rows: Iterable[tuple[int, Mapping[str, str]]], mapping: Mapping[str, str]
) -> Iterator[Numbered]:
    """Items in our columns, one for each variant, numbered by the line that it begins at."""
    handle = mapping.get("external_id", "Handle")
    for _, lines in groupby(rows, key=lambda row: row[1].get(handle, "")):
        yield from _product(list(islice(lines, MOST_LINES)), mapping)


def _product(
    lines: list[tuple[int, Mapping[str, str]]], mapping: Mapping[str, str]
) -> Iterator[Numbered]:
    first = lines[0][1]
    price = mapping.get("price", "Variant Price")
    variants = [line for line in lines if line[1].get(price, "").strip()] or lines[:1]
    photos = [row.get(mapping.get("photos", "Image Src"), "") for _, row in lines]
    names = dict.fromkeys(photo_name(photo) for photo in photos if photo.strip())
    shared: Row = {ours: first.get(theirs, "") for ours, theirs in mapping.items()}
    shared["description"] = plain_text(shared.get("description", ""))
    shared["status"] = STATUSES.get(shared.get("status", "").strip().lower(), "available")
    shared["photos"] = ";".join(list(names)[:16])
    for number, row in variants:
        yield number, shared | _variant(row, first, mapping, alone=len(variants) == 1)


def _variant(
    row: Mapping[str, str], first: Mapping[str, str], mapping: Mapping[str, str], *, alone: bool
) -> Row:
    own = ("price", "original_price", "quantity")
    values = {name: row.get(mapping[name], "") for name in own if name in mapping}
    options = _options(row, first)
    values["size"] = options.get("size", "")
    values["colours"] = options.get("color", options.get("colour", ""))
    count = values.get("quantity", "")
    if values["size"] and count.isascii() and count.isdigit() and int(count[:6]) > 1:
        values["sizes"] = f"{values['size']}:{count}"
    if not alone:
        handle = first.get(mapping.get("external_id", "Handle"), "")
        name = row.get("Variant SKU", row.get("SKU", "")) or "-".join(options.values())
        values["external_id"] = f"{handle}/{name}"
    return values


def _options(row: Mapping[str, str], first: Mapping[str, str]) -> dict[str, str]:
    """{"size": "M", "color": "Black"}; the names stand in the product's first line alone."""
    pairs = [
        (_option(first, f"Option{n} Name"), _option(row, f"Option{n} Value")) for n in (1, 2, 3)
    ]
    return {name.strip().lower(): value for name, value in pairs if name and value}


def _option(row: Mapping[str, str], column: str) -> str:
    """The cell, whichever of Shopify's spellings of the column ("Option1 name") the file has."""
    return row.get(column) or row.get(column.capitalize(), "")


def photo_name(address: Any) -> str:
    """The file's name in a picture's address, without the version behind the "?"."""
    return str(address).split("?")[0].rstrip("/").rsplit("/", 1)[-1]


def plain_text(markup: str) -> str:
    """HTML as text: blocks become lines, tags and scripts go. The result is text, never markup."""
    text = _TAGS.sub("", _BREAKS.sub("\n", _UNSEEN.sub("", markup)))
    lines = [" ".join(line.split()) for line in html.unescape(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
