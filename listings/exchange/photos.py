"""A row's photos: each picture is unpacked, kept and prepared once, however often it is named."""

import math
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from closets.models import User
from listings.crops import Crop, crop_kept, crop_key
from listings.exchange.archives import Package, photo_key
from listings.exchange.manifest import content_hash_of
from listings.exchange.refusals import RowRefused
from listings.models import Listing, Photo
from listings.pictures import PictureRefused
from listings.services.photos import cover_keep, photo_add, photo_enqueue, picture_known
from listings.services.pictures import sizes_are_stored
from listings.services.preparing import photo_crop_enqueue

FRAGMENT = "#xywh=percent:"


class Pictures:
    """The pictures of one opened file, by the name the CSV gives them."""

    def __init__(self, package: Package, manifest: dict[str, str]) -> None:
        self._package, self._manifest = package, manifest
        self._hashes: dict[str, str] = {}
        self._refusals: dict[str, str] = {}

    def add_all(self, *, actor: User, listing: Listing, addresses: list[str]) -> list[str]:
        """Adds the listing's photos in order; gives what is to be said about those not taken."""
        problems = []
        for address in addresses:
            name, _, part = address.partition(FRAGMENT)
            try:
                self._add(actor, listing, name, part)
            except (RowRefused, PictureRefused) as refusal:
                self._refusals[photo_key(name)] = str(refusal)
                problems.append(str(refusal))
        if listing.photos.exists():
            cover_keep(listing.pk)
            listing.refresh_from_db(fields=["cover"])
        return problems

    def _add(self, actor: User, listing: Listing, name: str, part: str) -> None:
        key = photo_key(name)
        if key in self._refusals:
            raise RowRefused(self._refusals[key])
        crop = crop_of(part)
        known = self._hashes.get(key, "")
        if known and _photo_again(listing, known, name, crop):
            return
        content = self._package.photo(name)
        content_hash = self._hashes[key] = content_hash_of(content, self._manifest)
        if content_hash != known and _photo_again(listing, content_hash, name, crop):
            return
        file = ContentFile(content, name=name[-200:])
        photo = photo_add(actor=actor, listing=listing, file=file, name=name.rsplit("/", 1)[-1])
        Photo.objects.filter(pk=photo.pk).update(content_hash=content_hash, **_due(crop))


def _photo_again(listing: Listing, content_hash: str, name: str, crop: Crop | None) -> bool:
    """Adds a photo of a picture that is stored or on its way; False when it is neither."""
    found = _ready(content_hash, crop) or _on_its_way(content_hash, crop)
    if found is None:
        return False
    photo = Photo.objects.create(
        listing=listing,
        position=listing.photos.count(),
        content_hash=content_hash,
        file_name=name[-200:],
        **found,
    )
    if photo.state == Photo.State.PROCESSING:
        transaction.on_commit(partial(photo_enqueue, photo.pk), robust=True)
    elif photo.crop_due:
        transaction.on_commit(partial(photo_crop_enqueue, photo.pk), robust=True)
    return True


def _ready(content_hash: str, crop: Crop | None) -> Mapping[str, Any] | None:
    known = picture_known(content_hash)
    if known is None:
        return None
    made = {**known, "state": Photo.State.READY}
    if crop is None:
        return made
    kept = crop_kept(crop, (known["width"], known["height"]))
    key = crop_key(content_hash, kept)
    return made | ({"crop": list(kept), "crop_key": key} if sizes_are_stored(key) else _due(kept))


def _on_its_way(content_hash: str, crop: Crop | None) -> Mapping[str, Any] | None:
    """Shares the upload, whose row is held until ours is there, so that it is not swept before."""
    same = Photo.objects.filter(content_hash=content_hash, state=Photo.State.PROCESSING)
    held = same.exclude(upload="").select_for_update(skip_locked=True)
    upload = held.values_list("upload", flat=True).first()
    return None if upload is None else {"upload": upload, **_due(crop)}


def _due(crop: Crop | None) -> dict[str, Any]:
    return {} if crop is None else {"crop": list(crop), "crop_due": timezone.now()}


def crop_of(text: str) -> Crop | None:
    """The part that a media fragment names in per cent; None for what is none."""
    try:
        parts = [float(number) / 100 for number in text.split(",")]
    except ValueError:
        return None
    usable = len(parts) == 4 and all(math.isfinite(part) and 0 <= part <= 1 for part in parts)
    return Crop(*parts) if usable and parts[2] and parts[3] else None
