"""ZIPs and CSVs for the tests, good and hostile."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from closets.models import User
from listings.exchange.exports import export_run, export_start
from listings.exchange.imports import import_map, import_receive, import_run, import_start
from listings.models import Import, Photo
from listings.services.preparing import photo_crop_prepare, photo_prepare
from tests.pictures import picture_file


def table(rows: Sequence[Mapping[str, object]]) -> bytes:
    """A CSV of these rows; the first one's keys are its header."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def received(user: User, content: bytes, name: str = "items.zip") -> Import:
    """The file, uploaded by its owner."""
    file = ContentFile(content, name=name)
    return import_receive(actor=user, closet=user.closet, file=file, name=name)


def checked(user: User, content: bytes, **more: Any) -> Import:
    """The file, uploaded and looked through as it was recognised."""
    job = received(user, content)
    import_map(job=job, mapping=job.mapping | more)
    assert import_run(job.pk) is False
    job.refresh_from_db()
    return job


def brought(user: User, content: bytes, **more: Any) -> Import:
    """The file, brought in to its end."""
    job = checked(user, content, **more)
    import_start(job=job)
    while import_run(job.pk):
        pass
    job.refresh_from_db()
    return job


def fates(job: Import) -> list[tuple[str, str]]:
    """State and note of each row, in order."""
    return list(job.rows.values_list("state", "note"))


def item(**changes: object) -> dict[str, object]:
    """A row with all that a dress needs."""
    return {
        "external_id": "dress-1",
        "title": "Crochet dress",
        "description": "Worn once.",
        "category": "Women > Dresses > Maxi",
        "brand": "Free People",
        "size": "M",
        "colours": "cream;tan",
        "condition": "like_new",
        "style_tags": "boho",
        "original_price": "$128.00",
        "price": "45",
        "quantity": "1",
        "status": "available",
        "photos": "front.jpg",
    } | changes


def packed(*rows: dict[str, object], **photos: bytes) -> bytes:
    """A ZIP of these rows, with a front.jpg when no photos are given."""
    files = photos or {"front": picture_file()}
    pictures = {f"photos/{name}.jpg": content for name, content in files.items()}
    return zipped({"listings.csv": table(rows), **pictures})


def exported(user: User) -> bytes:
    """The ZIP of an export of all that the member has."""
    job = export_start(actor=user, closet=user.closet)
    export_run(job.pk)
    job.refresh_from_db()
    assert job.state == "done"
    [path] = job.files
    with default_storage.open(path) as file:
        return bytes(file.read())


def prepared() -> None:
    """The photo worker, for all that waits for it."""
    for photo in Photo.objects.filter(state="processing"):
        photo_prepare(photo.pk)
    for photo in Photo.objects.exclude(crop_due=None):
        photo_crop_prepare(photo.pk)
