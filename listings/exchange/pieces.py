"""Measurements and a boutique's sizes as text in one cell, both ways."""

from listings.exchange.refusals import RowRefused
from listings.measures.lengths import MOST_MM
from listings.measures.shapes import LABELS
from listings.models import Listing, Size
from listings.services.stock import MOST_PIECES

NONE = "none"


def measurements_text(listing: Listing) -> str:
    """ "waist:710;length:1020" in millimetres, "none" for not measured, "" for no answer."""
    found = listing.measurements
    if found is None:
        return ""
    return ";".join(f"{kind}:{mm}" for kind, mm in found.items()) or NONE


def measurements_of(text: str) -> dict[str, int] | None:
    """What `measurements_text` wrote. Raises RowRefused for anything else."""
    if not text:
        return None
    if text == NONE:
        return {}
    pairs = _pairs(text, MOST_MM)
    if unknown := [kind for kind, _ in pairs if kind not in LABELS]:
        raise RowRefused(f"Unknown measurement: {unknown[0][:40]}.")
    return dict(pairs)


def stock_text(listing: Listing) -> str:
    """ "us/M:2;us/L:1" for a boutique's listing, "" for a single item."""
    stock = listing.stock.all() if listing.in_sizes else ()
    pieces = [piece for piece in stock if piece.quantity]
    return ";".join(f"{piece.size.system}/{piece.size.label}:{piece.quantity}" for piece in pieces)


def stock_of(text: str) -> list[tuple[str, str, int]]:
    """(system, label, pieces) of each size. Raises RowRefused for what is no such list."""
    pairs = _pairs(text, MOST_PIECES)
    split = [(name.rpartition("/"), count) for name, count in pairs]
    return [(system or Size.System.US, label, count) for (system, _, label), count in split]


def _pairs(text: str, most: int) -> list[tuple[str, int]]:
    pairs = []
    for part in filter(None, (part.strip() for part in text[:5000].split(";"))):
        name, _, number = part.rpartition(":")
        if not (name and number.isascii() and number.isdigit() and len(number) < 6):
            raise RowRefused(f"Write “{part[:40]}” as name:number.")
        if not 1 <= int(number) <= most:
            raise RowRefused(f"{name[:40]} must be between 1 and {most:,}.")
        pairs.append((name.strip(), int(number)))
    return pairs
