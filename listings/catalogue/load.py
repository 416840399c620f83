"""Puts the catalogue's data into the database."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db import models, transaction

from listings.catalogue import files
from listings.catalogue.sizes import SIZES
from listings.models import Brand, Category, Department, Size, StyleTag

KINDS: tuple[type[models.Model], ...] = (Department, Category, Size, StyleTag, Brand)
POPULARITY_OF_FAME = 100
Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def catalogue_load(*, refresh: bool = False) -> Counter[str]:
    """Adds what is missing and returns how many rows it added, by kind.

    Rows that are there stay as staff left them, unless `refresh`, which sets them to the files.
    """
    before = _counts()
    _put(_departments(), ["slug"], ["name", "position"] if refresh else [])
    _categories_put(refresh)
    _put(_sizes(), ["group", "system", "label"], ["position"] if refresh else [])
    _put(_style_tags(), ["slug"], ["name", "description"] if refresh else [])
    _put(_brands(), ["slug"], ["name", "aliases"] if refresh else [])
    return _counts() - before


def _counts() -> Counter[str]:
    return Counter({kind.__name__: kind._default_manager.count() for kind in KINDS})


def _put(rows: Iterable[Row], key: Sequence[str], rewrite: Sequence[str]) -> None:
    """Inserts the rows; those whose key is there get the fields of `rewrite`."""
    batch = list(rows)
    manager = type(batch[0])._default_manager
    if rewrite:
        manager.bulk_create(
            batch, update_conflicts=True, unique_fields=key, update_fields=rewrite, batch_size=1000
        )
    else:
        manager.bulk_create(batch, ignore_conflicts=True, batch_size=1000)


def _departments() -> Iterable[Department]:
    for position, (slug, name) in enumerate(files.DEPARTMENTS.items()):
        yield Department(slug=slug, name=name, position=position)


def _categories_put(refresh: bool) -> None:
    rewrite = ["name", "garment", "size_group", "synonyms", "weight_oz"] if refresh else []
    rows = list(enumerate(files.categories()))
    _put(_categories(rows, top=True), ["path"], rewrite)
    _put(_categories(rows, top=False), ["path"], rewrite)


def _categories(rows: list[tuple[int, files.CategoryRow]], *, top: bool) -> Iterable[Category]:
    departments = {department.slug: department for department in Department.objects.all()}
    parents = {category.path: category for category in Category.objects.filter(parent=None)}
    for position, row in rows:
        if (row.parent is None) == top:
            yield Category(
                department=departments[row.department],
                parent=None if row.parent is None else parents[row.parent],
                slug=row.path.rpartition("/")[2],
                name=row.name,
                path=row.path,
                garment=row.garment,
                size_group=row.size_group,
                synonyms=list(row.synonyms),
                weight_oz=row.weight_oz,
                position=position,
            )


def _sizes() -> Iterable[Size]:
    for group, systems in SIZES.items():
        for system, labels in systems.items():
            for position, label in enumerate(labels):
                yield Size(group=group, system=system, label=label, position=position)


def _style_tags() -> Iterable[StyleTag]:
    for row in files.style_tags():
        yield StyleTag(slug=row.slug, name=row.name, description=row.description)


def _brands() -> Iterable[Brand]:
    for row in files.brands():
        yield Brand(
            name=row.name,
            slug=row.slug,
            aliases=list(row.aliases),
            popularity=row.fame * POPULARITY_OF_FAME,
        )
