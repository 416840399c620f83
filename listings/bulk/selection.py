"""What of a closet is looked at: its own filters and sorts, each state an address (A3)."""

from collections.abc import Container
from dataclasses import dataclass, fields, replace
from typing import Self
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from listings.models import ListingStock, Status
from listings.models.listing import ListingQuerySet

SORTS: dict[str, tuple[str, list[str]]] = {
    "just_shared": ("Just shared", ["-shared_at", "-id"]),
    "just_in": ("Just in", ["-published_at", "-id"]),
    "price_up": ("Price: low to high", ["price_cents", "id"]),
    "price_down": ("Price: high to low", ["-price_cents", "-id"]),
}
AVAILABILITIES = {
    "available": ("Available", Status.AVAILABLE),
    "sold": ("Sold", Status.SOLD),
    "not_for_sale": ("Not for sale", Status.NOT_FOR_SALE),
    "reserved": ("On hold", Status.RESERVED),
}


@dataclass(frozen=True)
class ClosetFilter:
    """One state of a closet's filters: slugs and labels, prices in whole dollars."""

    category: str = ""
    brand: str = ""
    size: str = ""
    availability: str = ""
    min_price: int | None = None
    max_price: int | None = None
    sort: str = "just_shared"

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        """Reads an address or a form; what makes no sense is ignored, so old links keep working."""
        return cls(
            category=_word(query, "category"),
            brand=_word(query, "brand"),
            size=_word(query, "size"),
            availability=_known(query, "availability", AVAILABILITIES, ""),
            min_price=_dollars(query, "min_price"),
            max_price=_dollars(query, "max_price"),
            sort=_known(query, "sort", SORTS, "just_shared"),
        )

    def narrow(self, listings: ListingQuerySet) -> ListingQuerySet:
        """The listings that pass."""
        if self.category:
            path = self.category
            listings = listings.filter(Q(category__path=path) | Q(subcategory__path=path))
        if self.brand:
            listings = listings.filter(brand__slug=self.brand)
        if self.size:
            listings = listings.filter(_sized(self.size))
        if self.availability:
            listings = listings.filter(status=AVAILABILITIES[self.availability][1])
        if self.min_price is not None:
            listings = listings.filter(price_cents__gte=self.min_price * 100)
        if self.max_price is not None:
            listings = listings.filter(price_cents__lte=self.max_price * 100)
        return listings

    @property
    def order(self) -> list[str]:
        return SORTS[self.sort][1]

    @property
    def is_on(self) -> bool:
        """Whether anything is filtered away."""
        return replace(self, sort="just_shared") != ClosetFilter()

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values as a form sends them, without defaults."""
        plain = ClosetFilter()
        names = [field.name for field in fields(self)]
        changed = [name for name in names if getattr(self, name) != getattr(plain, name)]
        return [(name, str(getattr(self, name))) for name in changed]

    def query_string(self) -> str:
        return urlencode(self.pairs())

    def with_(self, **changes: object) -> "ClosetFilter":
        """A neighbouring state."""
        return replace(self, **changes)  # type: ignore[arg-type]  # by field name


def _sized(label: str) -> Q:
    """Single items of this size, and what a boutique has a piece of it of."""
    pieces = ListingStock.objects.filter(listing=OuterRef("pk"), quantity__gt=0, size__label=label)
    single = Q(size__label=label) | Q(size_custom=label)
    return Q(single, in_sizes=False) | Q(Exists(pieces), in_sizes=True)


def _word(query: QueryDict, name: str) -> str:
    return query.get(name, "").replace("\x00", "")[:120]


def _known(query: QueryDict, name: str, known: Container[str], default: str) -> str:
    value = query.get(name, "")
    return value if value in known else default


def _dollars(query: QueryDict, name: str) -> int | None:
    text = query.get(name, "").strip().lstrip("$").replace(",", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None
