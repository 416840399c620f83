"""Brand words in a search act as a brand filter (B1)."""

import re

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models.functions import Lower

from listings.models import Brand

NEAR = 0.55
"""How alike (trigram similarity, 0 to 1) a misspelt name must be to count as the brand."""


def brand_in(words: str) -> tuple[Brand, str] | None:
    """The brand that a run of the words names, and the words left over; None without one.

    The longest run wins; names and aliases count, also joined ("lululemon" for "lulu lemon").
    """
    tokens = re.findall(r"[\w&'.-]+", words.lower())[:12]
    runs = [
        (start, end)
        for length in range(min(4, len(tokens)), 0, -1)
        for start in range(len(tokens) - length + 1)
        for end in [start + length]
    ]
    spelt = {(start, end): " ".join(tokens[start:end]) for start, end in runs}
    known = _named(set(spelt.values()) | {run.replace(" ", "") for run in spelt.values()})
    for run in runs:
        brand = known.get(spelt[run]) or known.get(spelt[run].replace(" ", ""))
        if brand:
            left = tokens[: run[0]] + tokens[run[1] :]
            return brand, " ".join(left)
    return None


def _named(names: set[str]) -> dict[str, Brand]:
    """Approved brands by lower-case name or alias."""
    approved = Brand.objects.filter(review=Brand.Review.APPROVED)
    by_name = approved.annotate(lower=Lower("name")).filter(lower__in=names)
    by_alias = approved.filter(aliases__overlap=list(names))
    found = {alias: brand for brand in by_alias for alias in brand.aliases if alias in names}
    return found | {brand.name.lower(): brand for brand in by_name}


def brand_near(words: str) -> Brand | None:
    """The brand that the words misspell, if one is near enough."""
    near = (
        Brand.objects.filter(review=Brand.Review.APPROVED, name__trigram_similar=words[:60])
        .annotate(similarity=TrigramSimilarity("name", words[:60]))
        .filter(similarity__gte=NEAR)
    )
    return near.order_by("-similarity", "-popularity").first()
