"""Listings, their photos, and the histories of their states and prices."""

from collections.abc import Iterator
from datetime import datetime

from closets.models import Closet
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
from poshmark.demo.bulk import copy_in
from poshmark.demo.clock import Clock
from poshmark.demo.drawings import drawing_name
from poshmark.demo.items import Item
from poshmark.demo.plan import Plan
from poshmark.demo.sales import Sale

CANCELLED_AFTER = 120
"""Minutes between a sale and its cancelling."""


def listings_write(plan: Plan, closets: list[Closet], clock: Clock) -> list[Listing]:
    """Writes every listing with its photos and histories; returns them in the plan's order."""
    sale_of = {sale.item: sale for sale in plan.sales}
    catalogue = _Catalogue()
    shared = _last_shares(plan)
    rows = list(
        copy_in(
            [
                _listing(item, sale_of.get(item.index), shared, closets, catalogue, clock)
                for item in plan.items
            ]
        )
    )
    _histories_write(plan, rows, closets, sale_of, clock)
    _photos_write(plan, rows)
    listings_index(Listing.objects.filter(pk__in=[row.pk for row in rows]))
    return rows


class _Catalogue:
    """The catalogue's rows by the names the plan uses."""

    def __init__(self) -> None:
        self.categories = {c.path: c for c in Category.objects.select_related("parent")}
        self.brands = dict(Brand.objects.values_list("name", "pk"))
        sizes = Size.objects.values_list("group", "system", "label", "pk")
        self.sizes = {(group, system, label): pk for group, system, label, pk in sizes}


def _last_shares(plan: Plan) -> dict[int, int]:
    """When each item was shared last, in minutes ago."""
    last: dict[int, int] = {}
    for act in plan.acts.shares:
        last[act.item] = min(act.at, last.get(act.item, act.at))
    return last


def _listing(
    item: Item,
    sale: Sale | None,
    shared: dict[int, int],
    closets: list[Closet],
    catalogue: _Catalogue,
    clock: Clock,
) -> Listing:
    category = catalogue.categories[item.design.path]
    status = status_of(item, sale)
    is_draft = status == Status.DRAFT
    published = clock.ago(item.published)
    return Listing(
        closet=closets[item.seller],
        status=status,
        title=item.title,
        description=item.description,
        department_id=category.department_id,
        category=category.parent,
        subcategory=category,
        brand_id=catalogue.brands[item.brand] if item.brand else None,
        size_id=catalogue.sizes[item.size],
        colours=list(item.design.colours),
        condition=item.condition,
        style_tags=list(item.tags),
        original_price_cents=item.original_cents,
        price_cents=item.price_cents,
        created_at=clock.ago(item.published + 12),
        published_at=None if is_draft else published,
        shared_at=None if is_draft else clock.ago(shared.get(item.index, item.published)),
        sold_at=clock.ago(sale.bought) if sale and status == Status.SOLD else None,
    )


def status_of(item: Item, sale: Sale | None) -> Status:
    """Where the listing stands now: a cancelled sale put it back on sale."""
    if sale and sale.stage != "cancelled":
        return Status.SOLD
    return Status(item.status)


def _histories_write(
    plan: Plan,
    rows: list[Listing],
    closets: list[Closet],
    sale_of: dict[int, Sale],
    clock: Clock,
) -> None:
    moves: list[ListingTransition] = []
    changes: list[PriceChange] = []
    for item, row in zip(plan.items, rows, strict=True):
        before = Status.DRAFT
        for status, actor, at in _moves(item, sale_of.get(item.index)):
            moves.append(
                ListingTransition(
                    listing=row,
                    from_status=before,
                    to_status=status,
                    actor=closets[actor].user,
                    created_at=clock.ago(at),
                )
            )
            before = status
        if item.dropped is not None:
            changes.append(_price_change(item, row, clock.ago(item.dropped)))
    copy_in(sorted(moves, key=lambda move: move.created_at))
    copy_in(sorted(changes, key=lambda change: change.created_at))


def _moves(item: Item, sale: Sale | None) -> Iterator[tuple[Status, int, float]]:
    """The listing's states after draft, who moved it there, and when."""
    if item.status == "draft":
        return
    yield Status.AVAILABLE, item.seller, item.published
    if item.status == "not_for_sale":
        yield Status.NOT_FOR_SALE, item.seller, item.published / 2
    if sale:
        yield Status.RESERVED, sale.buyer, sale.bought + 0.5
        yield Status.SOLD, sale.buyer, sale.bought
        if sale.stage == "cancelled":
            yield Status.AVAILABLE, sale.buyer, sale.bought - CANCELLED_AFTER


def _price_change(item: Item, row: Listing, at: datetime) -> PriceChange:
    return PriceChange(
        listing=row, old_cents=item.first_cents, new_cents=item.price_cents, created_at=at
    )


def _photos_write(plan: Plan, rows: list[Listing]) -> None:
    copy_in(
        [
            Photo(
                listing=row,
                position=position,
                state=Photo.State.PROCESSING,
                file_name=drawing_name(item.design, angle),
                created_at=row.created_at,
            )
            for item, row in zip(plan.items, rows, strict=True)
            for position, angle in enumerate(item.angles)
        ]
    )
