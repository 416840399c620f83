"""One row of an import becomes one listing, in the caller's transaction."""

from dataclasses import dataclass, field

from closets.models import User
from listings.exchange.archives import Package
from listings.exchange.known import known_listing
from listings.exchange.manifest import manifest_load
from listings.exchange.photos import Pictures
from listings.exchange.refusals import RowRefused
from listings.exchange.values import Catalogue, Item, item_of
from listings.models import Brand, ExternalId, Import, ImportRow, Listing
from listings.refusals import ListingIncomplete
from listings.services.brands import brand_named
from listings.services.publish import listing_publish
from listings.services.status import listing_hold
from listings.services.stock import stock_set

State = ImportRow.State


@dataclass
class Bench:
    """What a worker keeps at hand from row to row."""

    catalogue: Catalogue
    pictures: Pictures
    brands: dict[str, Brand] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> "Bench":
        """For one opened file."""
        try:
            manifest = manifest_load(package.manifest())
        except RowRefused:
            manifest = {}
        return cls(Catalogue.load(), Pictures(package, manifest))

    def brand(self, name: str) -> Brand | None:
        """The brand of this name, made when nobody knows it yet."""
        key = name.lower()
        if name and key not in self.brands:
            self.brands[key] = brand_named(name)
        return self.brands.get(key)


def row_bring(*, job: Import, row: ImportRow, bench: Bench) -> None:
    """Makes the row's listing and marks the row, or finds that it hangs there already."""
    if found := known_listing(job.closet, row.external_id):
        row.state, row.listing_id = State.PRESENT, found
        return
    item = item_of(row.values, bench.catalogue, str(job.mapping.get("default_condition", "")))
    listing = Listing.objects.create(
        closet=job.closet, brand=bench.brand(item.brand), **item.columns
    )
    if item.pieces:
        listing = stock_set(actor=job.actor, listing=listing, pieces=item.pieces)
    ExternalId.objects.update_or_create(
        closet=job.closet, external_id=row.external_id, defaults={"listing": listing}
    )
    notes = item.notes + bench.pictures.add_all(
        actor=job.actor, listing=listing, addresses=item.photos
    )
    row.listing, row.state = listing, State.DRAFTED
    _publish(job.actor, listing, item, row, notes)
    row.note = " ".join(notes)[:400]


def _publish(actor: User, listing: Listing, item: Item, row: ImportRow, notes: list[str]) -> None:
    if item.status == "draft":
        return
    try:
        published = listing_publish(actor=actor, listing=listing)
    except ListingIncomplete as incomplete:
        notes.extend(incomplete.problems.values())
        return
    row.state = State.LISTED
    if item.status == "not_for_sale":
        listing_hold(listing=published, actor=actor)
