"""Read an evaluation folder: items.csv, train.csv, test.csv and optional candidates.csv.

Ids may be any text: they are numbered here in order of appearance.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import nan
from pathlib import Path

import numpy as np

from poshmatch.style.arrays import Ints
from poshmatch.style.tables import Listing, Signals

SECONDS_A_DAY = 86_400


class FolderError(Exception):
    """A file of the folder is missing or cannot be understood; the message says which and why."""


class Numbers(dict[str, int]):
    """A number for each text id, given out in order of appearance."""

    def __missing__(self, text: str) -> int:
        self[text] = len(self)
        return self[text]


@dataclass(frozen=True)
class Folder:
    """What an evaluation needs; candidates is None when every listing may be ranked."""

    listings: list[Listing]
    train: Signals
    test: Signals
    candidates: Ints | None


def read_folder(path: Path) -> Folder:
    """Read all files; FolderError names the file when one is missing or malformed."""
    items, members = Numbers(), Numbers()
    listings = [_listing(items[row["item_id"]], row) for row in _rows(path / "items.csv")]
    train = _signals(path / "train.csv", items, members)
    test = _signals(path / "test.csv", items, members)
    known = {one.id for one in listings}
    bare = [Listing(id=number) for number in items.values() if number not in known]
    return Folder(listings + bare, train, test, _candidates(path / "candidates.csv", items))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            yield from csv.DictReader(file, restval="")
    except OSError as error:
        raise FolderError(f"{path.name} cannot be read: {error.strerror}") from error
    except KeyError as error:
        raise FolderError(f"{path.name} has no column {error}") from error


def _signals(path: Path, items: Numbers, members: Numbers) -> Signals:
    try:
        return Signals.of(
            (members[row["member_id"]], items[row["item_id"]], row["kind"], _day(row["day"]))
            for row in _rows(path)
        )
    except KeyError as error:
        raise FolderError(f"{path.name} has no column {error}") from error


def _candidates(path: Path, items: Numbers) -> Ints | None:
    if not path.exists():
        return None
    return np.array([items[row["item_id"]] for row in _rows(path)], dtype=np.int64)


def _listing(number: int, row: dict[str, str]) -> Listing:
    return Listing(
        id=number,
        title=row.get("title", ""),
        brand=row.get("brand", ""),
        category=_several(row.get("category", "")),
        garment=row.get("garment", ""),
        style_tags=_several(row.get("style_tags", "")),
        colours=_several(row.get("colours", "")),
        size=row.get("size", ""),
        condition=row.get("condition", ""),
        material=row.get("material", ""),
        closet=row.get("closet", ""),
        price_cents=round(_number(row.get("price_cents", ""), 0.0)),
        listed_at=_day(row.get("listed_at", ""), nan),
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _number(text: str, otherwise: float) -> float:
    try:
        return float(text)
    except ValueError:
        return otherwise


def _day(text: str, otherwise: float = 0.0) -> float:
    """A number of days, or a date in ISO form as days since 1970."""
    number = _number(text, nan)
    if number == number or not text:
        return number if text else otherwise
    try:
        return datetime.fromisoformat(text).timestamp() / SECONDS_A_DAY
    except ValueError:
        return otherwise
