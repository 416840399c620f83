"""An import from upload to listings: mapped, checked, brought in; killed anywhere, it goes on."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from closets.models import Closet, User
from listings.exchange.archives import Package, package_opened
from listings.exchange.columns import kind_of, mapping_for
from listings.exchange.known import known_ids
from listings.exchange.reading import header_of, items_of
from listings.exchange.refusals import FileRefused, RowRefused
from listings.exchange.rows import Bench, row_bring
from listings.exchange.values import Catalogue, external_id_of, item_of
from listings.models import Import, ImportRow

BATCH = 500
SLICE = 100
LATE = timedelta(minutes=5)
KEPT = timedelta(days=7)
Job, Row = Import.State, ImportRow.State
TO_DO = [Row.READY, Row.DRAFT]


class ImportBusy(Exception):
    """Another import of the closet is at work, or this one is not at the right point."""


def import_receive(*, actor: User, closet: Closet, file: File[Any], name: str) -> Import:
    """Stores an uploaded CSV or ZIP and reads its header.

    Raises PermissionDenied, and FileRefused when it is neither; then nothing is kept.
    """
    if closet.user_id != actor.pk:
        raise PermissionDenied
    path = default_storage.save(f"imports/{uuid.uuid4().hex}", file)
    try:
        with package_opened(path) as package:
            header, samples = header_of(package)
    except FileRefused:
        default_storage.delete(path)
        raise
    return Import.objects.create(
        closet=closet,
        actor=actor,
        file=path,
        file_name=name[-200:].replace("\0", ""),
        kind=kind_of(header),
        columns=header,
        samples=samples,
        mapping=mapping_for(header),
    )


def import_map(*, job: Import, mapping: Mapping[str, str]) -> None:
    """Says which column is which ({ours: theirs}) and has the file checked. Raises ImportBusy."""
    job.mapping = dict(mapping)
    job.save(update_fields=["mapping"])
    _switch(job, [Job.MAPPING, Job.CHECKED], Job.CHECKING)


def import_start(*, job: Import) -> None:
    """Has the checked rows brought in. Raises ImportBusy."""
    _switch(job, [Job.CHECKED], Job.RUNNING)


def _switch(job: Import, before: list[Import.State], after: Import.State) -> None:
    try:
        with transaction.atomic():
            here = Import.objects.filter(pk=job.pk, state__in=before)
            if not here.update(state=after, touched_at=timezone.now(), done=0):
                raise ImportBusy("This was started already.")
            transaction.on_commit(partial(_enqueue, job.pk), robust=True)
    except IntegrityError as error:
        raise ImportBusy("Another file of yours is still at work.") from error
    job.state = after


def _enqueue(job_id: int) -> None:
    from listings.tasks import import_run_task

    import_run_task.delay(job_id)


def import_run(job_id: int, most: int = SLICE) -> bool:
    """Checks the file, or brings up to `most` rows in; True when there may be more to do."""
    job = Import.objects.select_related("closet", "actor").filter(pk=job_id).first()
    if job is None or not job.is_active:
        return False
    try:
        with package_opened(job.file) as package:
            if job.state == Job.CHECKING:
                _check(job, package)
                return False
            bench = Bench.of(package)
            return all(_step(job_id, bench) for _ in range(most))
    except (FileRefused, FileNotFoundError) as refusal:
        lost = "The uploaded file is gone. Upload it again, please."
        job.problem = str(refusal)[:300] if isinstance(refusal, FileRefused) else lost
        job.state = Job.FAILED
        job.save(update_fields=["problem", "state"])
        return False


@transaction.atomic
def _check(job: Import, package: Package) -> None:
    """The dry run: every row with what would become of it. Killed, it leaves nothing behind."""
    held = Import.objects.select_for_update(skip_locked=True).filter(pk=job.pk, state=Job.CHECKING)
    if not held.exists():
        return
    job.rows.all().delete()
    batch: list[ImportRow] = []
    for row in _rows(job, package):
        batch.append(row)
        if len(batch) == BATCH:
            ImportRow.objects.bulk_create(batch)
            batch = []
    ImportRow.objects.bulk_create(batch)
    job.state, job.done = Job.CHECKED, 0
    job.total = job.rows.filter(state__in=TO_DO).count()
    job.touched_at = timezone.now()
    job.save(update_fields=["state", "total", "done", "touched_at"])


def _rows(job: Import, package: Package) -> Iterator[ImportRow]:
    catalogue, known, lines = Catalogue.load(), known_ids(job.closet), dict[str, int]()
    for line, values in items_of(package, job):
        name = external_id_of(values)
        row = ImportRow(job=job, line=line, external_id=name, title=values.get("title", "")[:80])
        if name in lines:
            row.state, row.note = Row.REFUSED, f"The same as line {lines[name]}."
        elif name in known:
            row.state, row.listing_id = Row.PRESENT, known[name]
        else:
            row.values = {key: value[:6000] for key, value in values.items() if value}
            _judge(row, job, catalogue, package)
        lines.setdefault(name, line)
        yield row


def _judge(row: ImportRow, job: Import, catalogue: Catalogue, package: Package) -> None:
    try:
        item = item_of(row.values, catalogue, str(job.mapping.get("default_condition", "")))
    except RowRefused as refusal:
        row.state, row.note, row.values = Row.REFUSED, str(refusal)[:400], {}
        return
    missing = [photo for photo in item.photos if not package.has_photo(photo)]
    notes = item.notes + [f"No file {photo[-60:]} in the ZIP." for photo in missing[:3]]
    lacks = item.lacks + (["photos"] if len(missing) == len(item.photos) else [])
    if lacks:
        notes.append(f"Still to add: {', '.join(lacks)}.")
    row.state = Row.DRAFT if lacks or item.status == "draft" else Row.READY
    row.note = " ".join(notes)[:400]


@transaction.atomic
def _step(job_id: int, bench: Bench) -> bool:
    """One row: its listing and its mark are committed together. False when none is left."""
    mine = Import.objects.select_for_update(skip_locked=True, of=("self",))
    job = mine.select_related("closet", "actor").filter(pk=job_id, state=Job.RUNNING).first()
    if job is None:
        return False
    row = job.rows.filter(state__in=TO_DO).order_by("line", "id").first()
    if row is None:
        Import.objects.filter(pk=job_id).update(state=Job.DONE, touched_at=timezone.now())
        return False
    try:
        with transaction.atomic():
            row_bring(job=job, row=row, bench=bench)
    except RowRefused as refusal:
        row.state, row.note = Row.REFUSED, str(refusal)[:400]
    row.save(update_fields=["state", "note", "listing"])
    Import.objects.filter(pk=job_id).update(done=F("done") + 1, touched_at=timezone.now())
    return True


def imports_sweep() -> int:
    """Wakes imports whose worker died and returns how many; deletes files of those long over."""
    now = timezone.now()
    old = Import.objects.filter(touched_at__lt=now - KEPT).exclude(file="")
    for job in old.exclude(state__in=[Job.CHECKING, Job.RUNNING])[:100]:
        default_storage.delete(job.file)
        Import.objects.filter(pk=job.pk).update(file="")
    late = Import.objects.filter(state__in=[Job.CHECKING, Job.RUNNING], touched_at__lt=now - LATE)
    ids = list(late.values_list("pk", flat=True)[:100])
    for job_id in ids:
        _enqueue(job_id)
    return len(ids)
