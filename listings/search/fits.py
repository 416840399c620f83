"""Measured fit (X5): lengths asked for with a tolerance, in the address as "waist:370-390"."""

import re
from dataclasses import dataclass
from typing import Self

from django.http import QueryDict

from closets.models import Unit
from listings.measures.lengths import MOST_MM, NoLength, length_mm
from listings.measures.shapes import LABELS
from listings.models import Listing

MOST_FITS = 6
WRITTEN = re.compile(r"([a-z_]{3,20}):(\d{1,4})-(\d{1,4})", re.ASCII)
USUAL_WITHIN = {Unit.CENTIMETRES: "1", Unit.INCHES: "0.5"}


@dataclass(frozen=True)
class Fit:
    """A measurement from `least` to `most` millimetres, both included."""

    kind: str
    least: int
    most: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        """From the address; None for what is none."""
        found = WRITTEN.fullmatch(text)
        if not found or found[1] not in LABELS:
            return None
        least, most = sorted((int(found[2]), int(found[3])))
        return cls(found[1], least, min(most, MOST_MM))

    def __str__(self) -> str:
        """For the address."""
        return f"{self.kind}:{self.least}-{self.most}"


def fits_from(query: QueryDict) -> tuple[str, ...]:
    """The fits of an address, and the one its form sends: fit_kind, fit_length, fit_within, unit.

    What cannot be read is left out.
    """
    written = [Fit.read(text) for text in query.getlist("fit")[:MOST_FITS]]
    fits = {fit.kind: fit for fit in [*written, _typed(query)] if fit}
    return tuple(str(fits[kind]) for kind in sorted(fits))


def _typed(query: QueryDict) -> Fit | None:
    kind, unit = query.get("fit_kind", ""), query.get("fit_unit", "")
    if kind not in LABELS or unit not in Unit.values:
        return None
    try:
        middle = length_mm(query.get("fit_length", "")[:20], Unit(unit))
        within = length_mm(query.get("fit_within", "")[:20] or USUAL_WITHIN[Unit(unit)], Unit(unit))
    except NoLength:
        return None
    return Fit(kind, max(0, middle - within), min(middle + within, MOST_MM))


def fits_like(listing: Listing, within_mm: int) -> tuple[str, ...]:
    """What to ask for so that it fits like this listing, to `within_mm` on either side."""
    measured = listing.measurements or {}
    known = [kind for kind in LABELS if kind in measured][:MOST_FITS]
    fits = [
        Fit(kind, max(0, measured[kind] - within_mm), measured[kind] + within_mm) for kind in known
    ]
    return tuple(sorted(str(fit) for fit in fits))
