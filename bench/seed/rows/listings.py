"""Listings with their photos and histories.

A part is put into temporary tables of the real ones' names, which stand before them on the search
path: there the owner's own `listings_index` writes what search finds by, and only whole rows move
on. So no rule is written twice, and no row either.
"""

from datetime import datetime
from typing import Any

import numpy as np
from django.db import connection

from bench.seed.copying import insert_rows, micros, numbers_reserve
from bench.seed.listings import AVAILABLE, DRAFT, NOT_FOR_SALE, Listings
from bench.seed.pieces import GROUPS, Piece, labels_worn
from bench.seed.rows.members import Ids
from bench.seed.rows.tables import numbers_table, words_table
from listings.models import (
    Brand,
    Category,
    Listing,
    ListingTransition,
    Photo,
    PriceChange,
    Size,
    Status,
)
from listings.services.index import listings_index
from poshmark.demo.pictures import Drawn
from poshmark.demo.progress import Progress

PART = 20_000
STATUSES = {AVAILABLE: Status.AVAILABLE, NOT_FOR_SALE: Status.NOT_FOR_SALE, DRAFT: Status.DRAFT}
_TIMES = ("created", "published", "shared", "dropped", "withdrawn")
_STATUS = "CASE n.status " + " ".join(f"WHEN {k} THEN '{v}'" for k, v in STATUSES.items()) + " END"
_TAIL = """rtrim(left(p.title || CASE WHEN n.tail = 0 OR z.label = 'One Size' THEN ''
    ELSE (ARRAY[' Size ', ' Sz ', ' size '])[n.tail] || z.label END, 80))"""
_SHADOWS = (
    "CREATE TEMP TABLE listings_listing (LIKE public.listings_listing INCLUDING DEFAULTS)",
    "CREATE TEMP TABLE listings_photo (LIKE public.listings_photo INCLUDING DEFAULTS)",
    "CREATE INDEX ON pg_temp.listings_photo (listing_id)",
    "CREATE INDEX ON pg_temp.listings_listing (id)",
)
_SHADOWED = ("listings_photo", "listings_listing")


def listings_write(
    listings: Listings,
    shared: "np.ndarray[Any, Any]",
    ids: Ids,
    now: datetime,
    progress: Progress,
) -> None:
    """Writes them in parts of 20,000.

    shared: seconds ago of each one's last share. `words_write` has been called.
    """
    photo_id = numbers_reserve(Photo, int(listings.photos.sum()))
    photo_ids = photo_id + np.cumsum(listings.photos, dtype=np.int64) - listings.photos
    with connection.cursor() as cursor:
        for statement in _SHADOWS:
            cursor.execute(statement)
        firsts = range(0, len(listings), PART)
        for first in progress.over("Listings, by 20,000", firsts, len(firsts)):
            part = slice(first, first + PART)
            _numbers_write(listings, shared, photo_ids, ids, part, int(now.timestamp()))
            _part_write()
        for table in _SHADOWED:
            cursor.execute(f"DROP TABLE pg_temp.{table}")


def _numbers_write(
    listings: Listings,
    shared: "np.ndarray[Any, Any]",
    photo_ids: "np.ndarray[Any, Any]",
    ids: Ids,
    part: slice,
    stamp: int,
) -> None:
    seller = listings.seller[part].astype(np.int64)
    published = listings.published[part]
    never = listings.dropped[part] < 0
    times = {
        "created": published + 720,
        "published": published,
        "shared": shared[part],
        "dropped": np.where(never, 0, listings.dropped[part]),
        "withdrawn": published // 2,
    }
    numbers_table(
        "seed_listings",
        {
            "id": np.arange(part.start, part.start + len(seller)) + ids.listing,
            "user_id": seller + ids.user,
            "closet_id": seller + ids.closet,
            "photo_id": photo_ids[part],
            "fell": (~never).astype(np.int16),
            **{
                name: getattr(listings, name)[part]
                for name in ("piece", "price", "first", "status", "photos", "tail", "worn")
            },
            **{name: micros(stamp - ago.astype(np.int64)) for name, ago in times.items()},
        },
        dict.fromkeys(_TIMES, "timestamptz"),
    )


def _part_write() -> None:
    _photos_write()
    _listings_write()
    _histories_write()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE pg_temp.listings_listing")
        listings_index(Listing.objects.all())
        for table in _SHADOWED:
            cursor.execute(
                f"INSERT INTO public.{table} SELECT * FROM pg_temp.{table} ORDER BY id"  # noqa: S608
            )
            cursor.execute(f"TRUNCATE pg_temp.{table}")


def _photos_write() -> None:
    insert_rows(
        Photo,
        {"id": "n.photo_id + angle", "listing_id": "n.id", "position": "angle"}
        | {"state": f"'{Photo.State.READY}'", "created_at": "n.created"}
        | {name: f"d.{name}" for name in Drawn._fields},
        "seed_listings n CROSS JOIN LATERAL generate_series(0, n.photos - 1) AS angle"
        " JOIN seed_pieces p ON p.place = n.piece"
        " JOIN seed_pictures d"
        " ON d.place = (p.picture + angle) % (SELECT count(*) FROM seed_pictures)",
    )


def _listings_write() -> None:
    published = f"CASE WHEN n.status <> {DRAFT} THEN"
    insert_rows(
        Listing,
        {"id": "n.id", "closet_id": "n.closet_id", "status": _STATUS, "title": _TAIL}
        | {f"{name}_id": f"p.{name}_id" for name in ("department", "category", "subcategory")}
        | {"brand_id": "p.brand_id", "size_id": "w.size_id", "cover_id": "n.photo_id"}
        | {name: f"p.{name}" for name in ("description", "colours", "style_tags", "condition")}
        | {"original_price_cents": "p.original_cents", "price_cents": "n.price"}
        | {"created_at": "n.created", "published_at": f"{published} n.published END"}
        | {"shared_at": f"{published} n.shared END"},
        "seed_listings n JOIN seed_pieces p ON p.place = n.piece"
        " JOIN seed_sizes w ON w.grp = p.grp AND w.worn = n.worn"
        " JOIN listings_size z ON z.id = w.size_id",
    )


def _histories_write() -> None:
    moves = (("draft", "available", "published"), ("available", "not_for_sale", "withdrawn"))
    for which, (before, after, at) in enumerate(moves):
        wanted = f"n.status <> {DRAFT}" if which == 0 else f"n.status = {NOT_FOR_SALE}"
        insert_rows(
            ListingTransition,
            {"id": _next(ListingTransition), "listing_id": "n.id", "actor_id": "n.user_id"}
            | {"from_status": f"'{before}'", "to_status": f"'{after}'", "created_at": f"n.{at}"},
            f"seed_listings n WHERE {wanted} ORDER BY n.id",
        )
    insert_rows(
        PriceChange,
        {"id": _next(PriceChange), "listing_id": "n.id", "created_at": "n.dropped"}
        | {"old_cents": 'n."first"', "new_cents": "n.price"},
        f"seed_listings n WHERE n.fell = 1 AND n.status <> {DRAFT} ORDER BY n.id",
    )


def _next(model: type[ListingTransition] | type[PriceChange]) -> str:
    return f"nextval(pg_get_serial_sequence('{model._meta.db_table}', 'id'))"


def words_write(seed: int, made: list[Piece], drawn: list[Drawn], shown: list[int]) -> None:
    """The words that the numbers of `listings_write` stand for, for this connection."""
    _pieces_write(made, shown)
    kinds = {"content_hash": "text", "width": "int4", "height": "int4"}
    kinds |= {"perceptual_hash": "int8", "placeholder": "text", "place": "int4"}
    words_table("seed_pictures", kinds, ((*one, place) for place, one in enumerate(drawn)))
    _sizes_write(seed)


def _pieces_write(made: list[Piece], shown: list[int]) -> None:
    categories = {row.path: row for row in Category.objects.all()}
    brands = dict(Brand.objects.values_list("name", "pk"))
    numbers = ("brand_id", "department_id", "category_id", "subcategory_id")
    integers = ("original_cents", "grp", "picture", "place")
    words_table(
        "seed_pieces",
        {"title": "text", "description": "text", "condition": "text"}
        | {"colours": "varchar(10)[]", "style_tags": "varchar(30)[]"}
        | dict.fromkeys(numbers, "int8")
        | dict.fromkeys(integers, "int4"),
        (
            (*_piece_row(piece, categories[piece.design.path], brands), shown[place], place)
            for place, piece in enumerate(made)
        ),
    )


def _piece_row(piece: Piece, category: Category, brands: dict[str, int]) -> tuple[Any, ...]:
    words = (piece.title, piece.description, piece.condition)
    lists = (list(piece.design.colours), list(piece.tags))
    brand = brands[piece.brand.name] if piece.brand else None
    keys = (brand, category.department_id, category.parent_id, category.pk)
    return (*words, *lists, *keys, piece.original_cents, GROUPS.index(piece.size_group))


def _sizes_write(seed: int) -> None:
    ids = {
        (group, label): pk
        for group, system, label, pk in Size.objects.values_list("group", "system", "label", "pk")
        if system == "us"
    }
    words_table(
        "seed_sizes",
        {"grp": "int4", "worn": "int2", "size_id": "int8"},
        (
            (GROUPS.index(group), worn, ids[group, label])
            for group, labels in labels_worn(seed).items()
            for worn, label in enumerate(labels)
        ),
    )
