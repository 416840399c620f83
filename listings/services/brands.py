"""Brands: found by any of their names, proposed by members, decided by the catalogue's staff."""

import hashlib

from django.db import transaction
from django.db.models import CharField, F, Func, Q, Value
from django.db.models.functions import Concat
from django.utils.text import slugify

from listings import events
from listings.alerts.filing import brand_refile
from listings.models import Brand, Listing
from listings.search.vocabulary import vocabulary_forget, vocabulary_outdate
from listings.services.index import listings_index


def brand_slug(name: str) -> str:
    """The address word of a brand; names that differ in case or punctuation alone share it."""
    plain = slugify(name.replace("&", " and ").replace(".", ""))
    return plain[:90] or f"brand-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def brand_find(name: str) -> Brand | None:
    """The brand of this name or alias, whatever its case; None when there is none."""
    name = " ".join(name.split())
    if not name:
        return None
    line = Func(F("aliases"), Value("|"), function="array_to_string", output_field=CharField())
    aliases = Concat(Value("|"), line, Value("|"))
    named = Q(slug=brand_slug(name)) | Q(name__iexact=name) | Q(alias_line__icontains=f"|{name}|")
    return Brand.objects.alias(alias_line=aliases).filter(named).order_by("-popularity").first()


def brand_named(name: str) -> Brand:
    """The brand of this name; one nobody knows yet is made and waits for review."""
    name = " ".join(name.split())
    return (
        brand_find(name)
        or Brand.objects.get_or_create(
            slug=brand_slug(name), defaults={"name": name, "review": Brand.Review.PROPOSED}
        )[0]
    )


def brand_approve(brand: Brand) -> None:
    """Staff take a proposed brand into the catalogue."""
    brand.review = Brand.Review.APPROVED
    brand.save(update_fields=["review"])
    transaction.on_commit(vocabulary_outdate)


@transaction.atomic
def brand_merge(*, brand: Brand, into: Brand) -> int:
    """Staff fold one brand into another, which keeps its names as aliases.

    Returns how many listings moved. A brand merged into itself stays as it is.
    """
    if brand.pk == into.pk:
        return 0
    moving = list(Listing.objects.filter(brand=brand).values_list("pk", flat=True))
    Listing.objects.filter(pk__in=moving).update(brand=into)
    into.aliases = list(dict.fromkeys([*into.aliases, brand.name, *brand.aliases]))
    into.save(update_fields=["aliases"])
    events.brand_merged.send(sender=Brand, brand=brand, into=into)
    Brand.objects.filter(pk=brand.pk).delete()
    listings_index(Listing.objects.filter(brand=into))
    vocabulary_forget()
    brand_refile(brand_id=brand.pk, slug=brand.slug, into=into)
    transaction.on_commit(vocabulary_outdate)
    return len(moving)
