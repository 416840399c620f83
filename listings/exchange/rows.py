"""One row of an import becomes one listing, in the caller's transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile

from closets.models import User
from listings.crops import Crop, crop_key
from listings.exchange.archives import Package
from listings.exchange.known import known_listing
from listings.exchange.manifest import content_hash_of, manifest_load
from listings.exchange.refusals import RowRefused
from listings.exchange.values import Catalogue, Item, item_of
from listings.models import Brand, ExternalId, Import, ImportRow, Listing, Photo
from listings.pictures import PictureRefused
from listings.refusals import ListingIncomplete
from listings.services.brands import brand_named
from listings.services.photos import cover_keep, photo_add
from listings.services.pictures import picture_is_stored, sizes_are_stored
from listings.services.publish import listing_publish
from listings.services.status import listing_hold
from listings.services.stock import stock_set

State = ImportRow.State
_INTRINSIC = ("width", "height", "perceptual_hash", "placeholder")


@dataclass
class Bench:
    """What a worker keeps at hand from row to row."""

    package: Package
    catalogue: Catalogue
    manifest: dict[str, str]
    brands: dict[str, Brand] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> "Bench":
        """For one opened file."""
        try:
            manifest = manifest_load(package.manifest())
        except RowRefused:
            manifest = {}
        return cls(package, Catalogue.load(), manifest)

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
    notes = item.notes + _photos(job.actor, listing, item, bench)
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


def _photos(actor: User, listing: Listing, item: Item, bench: Bench) -> list[str]:
    """Adds the row's photos in order; gives what is to be said about those not taken."""
    problems = []
    for address in item.photos:
        name, _, fragment = address.partition("#xywh=percent:")
        try:
            _photo(actor, listing, bench.package.photo(name), name, fragment, bench.manifest)
        except (RowRefused, PictureRefused) as refusal:
            problems.append(str(refusal))
    if listing.photos.exists():
        cover_keep(listing.pk)
        listing.refresh_from_db(fields=["cover"])
    return problems


def _photo(
    actor: User, listing: Listing, content: bytes, name: str, crop: str, manifest: dict[str, str]
) -> None:
    content_hash = content_hash_of(content, manifest)
    known = _known_picture(content_hash)
    if known:
        position = listing.photos.count()
        part = _crop(crop, content_hash)
        Photo.objects.create(
            listing=listing,
            position=position,
            state=Photo.State.READY,
            content_hash=content_hash,
            file_name=name[-200:],
            **known,
            **part,
        )
        return
    file = ContentFile(content, name=name[-200:])
    photo = photo_add(actor=actor, listing=listing, file=file, name=name.rsplit("/", 1)[-1])
    if photo.content_hash != content_hash:
        Photo.objects.filter(pk=photo.pk).update(content_hash=content_hash)


def _known_picture(content_hash: str) -> Mapping[str, Any] | None:
    """What is known of a picture whose sizes are stored already."""
    ready = Photo.objects.filter(content_hash=content_hash, state=Photo.State.READY)
    known = ready.values(*_INTRINSIC).first()
    return known if known and picture_is_stored(content_hash) else None


def _crop(text: str, content_hash: str) -> dict[str, Any]:
    """The chosen part, when its sizes are stored; otherwise the middle is shown."""
    try:
        parts = [float(number) / 100 for number in text.split(",")]
    except ValueError:
        return {}
    if len(parts) != 4:
        return {}
    key = crop_key(content_hash, Crop(*parts))
    return {"crop": parts, "crop_key": key} if sizes_are_stored(key) else {}
