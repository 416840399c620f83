"""All listings of a closet as a ZIP: listings.csv, the photos, and who vouches for them."""

import csv
import io
import json
import tempfile
import uuid
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import IO

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Prefetch
from django.utils import timezone

from closets.models import Closet, User
from listings.exchange.archives import MANIFEST
from listings.exchange.columns import COLUMNS
from listings.exchange.known import PREFIX
from listings.exchange.manifest import manifest_entry
from listings.exchange.pieces import measurements_text, stock_text
from listings.exchange.text import cell_safe
from listings.models import Export, Listing, Photo
from listings.services.pictures import original_path

CHUNK = 200
KEPT = timedelta(days=7)
LATE = timedelta(minutes=10)
State = Export.State


def export_start(*, actor: User, closet: Closet) -> Export:
    """Has the ZIP made; the one that is being made already, if there is one.

    Raises PermissionDenied.
    """
    if closet.user_id != actor.pk:
        raise PermissionDenied
    try:
        with transaction.atomic():
            job = Export.objects.create(closet=closet)
            transaction.on_commit(partial(_enqueue, job.pk), robust=True)
            return job
    except IntegrityError:
        return Export.objects.get(closet=closet, state=State.RUNNING)


def _enqueue(job_id: int) -> None:
    from listings.tasks import export_run_task

    export_run_task.delay(job_id)


def export_run(job_id: int) -> None:
    """Makes the ZIP; from the beginning when a worker died over it. Memory stays small."""
    job = Export.objects.select_related("closet").filter(pk=job_id, state=State.RUNNING).first()
    if job is None:
        return
    total = Listing.objects.filter(closet=job.closet, deleted_at=None).count()
    Export.objects.filter(pk=job_id).update(total=total, done=0, touched_at=timezone.now())
    with tempfile.TemporaryFile() as file:
        _write(job, file)
        size = file.seek(0, 2)
        file.seek(0)
        path = default_storage.save(f"exports/{uuid.uuid4().hex}.zip", File(file))
    finished = Export.objects.filter(pk=job_id, state=State.RUNNING).update(
        state=State.DONE, file=path, size=size, done=total, expires_at=timezone.now() + KEPT
    )
    if not finished:
        default_storage.delete(path)


def _write(job: Export, file: IO[bytes]) -> None:
    hashes: dict[str, None] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("listings.csv", "w", force_zip64=True) as stream:
            _table(job, io.TextIOWrapper(stream, "utf-8-sig", newline=""), hashes)
        pictures = dict(_pictures(archive, hashes))
        archive.writestr(MANIFEST, json.dumps({"pictures": pictures}))


def _table(job: Export, text: io.TextIOWrapper, hashes: dict[str, None]) -> None:
    writer = csv.DictWriter(text, list(COLUMNS))
    writer.writeheader()
    for count, listing in enumerate(_listings(job.closet), 1):
        row = row_of(listing)
        hashes |= dict.fromkeys(photo.content_hash for photo in listing.photos.all())
        writer.writerow({name: cell_safe(value) for name, value in row.items()})
        if count % CHUNK == 0:
            Export.objects.filter(pk=job.pk).update(done=count, touched_at=timezone.now())
    text.flush()
    text.detach()


def _listings(closet: Closet) -> Iterator[Listing]:
    photos = Prefetch("photos", Photo.objects.filter(state=Photo.State.READY))
    mine = Listing.objects.filter(closet=closet, deleted_at=None).order_by("pk")
    related = mine.select_related("category__department", "subcategory", "brand", "size")
    return related.prefetch_related(photos, "external_ids", "stock__size").iterator(
        chunk_size=CHUNK
    )


def row_of(listing: Listing) -> dict[str, str]:
    """The listing in our columns, not yet made safe for spreadsheets."""
    node = listing.subcategory or listing.category
    named = next(iter(listing.external_ids.all()), None)
    return {
        "external_id": named.external_id if named else f"{PREFIX}{listing.pk}",
        "title": listing.title,
        "description": listing.description,
        "category": node.path if node else "",
        "brand": listing.brand.name if listing.brand else "",
        "size": listing.size_label,
        "size_system": listing.size.system
        if listing.size
        else "custom" * bool(listing.size_custom),
        "sizes": stock_text(listing),
        "measurements": measurements_text(listing),
        "colours": ";".join(listing.colours),
        "condition": listing.condition,
        "style_tags": ";".join(listing.style_tags),
        "original_price": _dollars(listing.original_price_cents),
        "price": _dollars(listing.price_cents),
        "quantity": str(listing.quantity),
        "status": listing.status,
        "photos": ";".join(_address(photo) for photo in listing.photos.all()),
    }


def _dollars(cents: int | None) -> str:
    return "" if cents is None else f"{cents // 100}.{cents % 100:02}"


def _address(photo: Photo) -> str:
    """The file's name in the ZIP, and as a media fragment which part of it is shown."""
    part = ",".join(f"{number * 100:.2f}" for number in photo.crop)
    return _file_name(photo.content_hash) + (f"#xywh=percent:{part}" if part else "")


def _file_name(content_hash: str) -> str:
    return f"photos/{content_hash}.jpg"


def _pictures(archive: zipfile.ZipFile, hashes: dict[str, None]) -> Iterator[tuple[str, str]]:
    """Writes each picture's original once; gives the manifest's entries."""
    for content_hash in hashes:
        path = original_path(content_hash)
        if not default_storage.exists(path):
            continue
        with default_storage.open(path) as original:
            content = original.read()
        info = zipfile.ZipInfo(_file_name(content_hash))
        archive.writestr(info, content, zipfile.ZIP_STORED)
        yield manifest_entry(content, content_hash)


def exports_sweep() -> int:
    """Wakes exports whose worker died and deletes expired ones; returns how many woke."""
    now = timezone.now()
    for job in Export.objects.filter(expires_at__lt=now)[:100]:
        default_storage.delete(job.file)
        job.delete()
    late = Export.objects.filter(state=State.RUNNING, touched_at__lt=now - LATE)
    ids = list(late.values_list("pk", flat=True)[:100])
    for job_id in ids:
        _enqueue(job_id)
    return len(ids)
