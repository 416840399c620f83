"""All listings of a closet as ZIPs that an import takes: one, or several of a large closet."""

import contextlib
import uuid
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Prefetch
from django.utils import timezone

from closets.models import Closet, User
from listings.exchange.known import PREFIX
from listings.exchange.part import Part, file_name
from listings.exchange.pieces import measurements_text, stock_text
from listings.models import Export, Listing, Photo

CHUNK = 50
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
    """Makes the ZIPs; from the beginning when a worker died over them. Memory stays small."""
    job = Export.objects.select_related("closet").filter(pk=job_id, state=State.RUNNING).first()
    if job is None:
        return
    _forget(job.files)
    job.files, job.size, job.done = [], 0, 0
    job.total = Listing.objects.filter(closet=job.closet, deleted_at=None).count()
    _mark(job)
    for part in _parts(job):
        path, size = part.save(f"exports/{uuid.uuid4().hex}.zip")
        job.files, job.size = [*job.files, path], job.size + size
        if not _mark(job):
            default_storage.delete(path)
            return
    Export.objects.filter(pk=job_id, state=State.RUNNING).update(
        state=State.DONE, done=job.total, expires_at=timezone.now() + KEPT
    )


def _parts(job: Export) -> Iterator[Part]:
    """The parts one by one, each filled; there is one even of an empty closet."""
    listings = _listings(job.closet)
    waiting = next(listings, None)
    is_first = True
    while waiting or is_first:
        with contextlib.closing(Part()) as part:
            while waiting and not part.is_full:
                _add(part, waiting, job)
                waiting = next(listings, None)
            is_first = False
            yield part


def _add(part: Part, listing: Listing, job: Export) -> None:
    part.add(row_of(listing), [photo.content_hash for photo in listing.photos.all()])
    job.done += 1
    if job.done % CHUNK == 0:
        _mark(job)


def _mark(job: Export) -> bool:
    """Writes how far it is; False when the job is gone or done by another."""
    return bool(
        Export.objects.filter(pk=job.pk, state=State.RUNNING).update(
            total=job.total,
            done=job.done,
            files=job.files,
            size=job.size,
            touched_at=timezone.now(),
        )
    )


def _forget(files: list[str]) -> None:
    for path in files:
        default_storage.delete(path)


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
    return file_name(photo.content_hash) + (f"#xywh=percent:{part}" if part else "")


def exports_sweep() -> int:
    """Wakes exports whose worker died and deletes expired ones; returns how many woke."""
    now = timezone.now()
    for job in Export.objects.filter(expires_at__lt=now)[:100]:
        _forget(job.files)
        job.delete()
    late = Export.objects.filter(state=State.RUNNING, touched_at__lt=now - LATE)
    ids = list(late.values_list("pk", flat=True)[:100])
    for job_id in ids:
        _enqueue(job_id)
    return len(ids)
