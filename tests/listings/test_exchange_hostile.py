"""Files made to hurt: each is refused in words or made safe, in bounded memory."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.exchange.archives import is_usable
from listings.exchange.refusals import FileRefused
from listings.exchange.text import CSV_MAX, cell_plain, cell_safe, records
from listings.models import Import, Listing, Photo
from tests.listings.archives import brought, checked, fates, prepared, received, table, zipped
from tests.pictures import picture_file

ROW = {"external_id": "a", "title": "Dress", "price": "45", "condition": "good", "photos": ""}
GOOD = table([ROW])
MEMORY = 60 * 1024**2


class Endless(io.RawIOBase):
    """A gigabyte of one letter, made while it is read."""

    left = 1024**3

    def read(self, size: int = -1) -> bytes:
        count = min(size, self.left)
        self.left -= count
        return b"x" * count


def with_password() -> bytes:
    content = bytearray(zipped({"listings.csv": GOOD}, zipfile.ZIP_STORED))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + at] |= 1
    return bytes(content)


def with_huge_directory() -> bytes:
    content = bytearray(zipped({"listings.csv": GOOD}))
    struct.pack_into("<I", content, content.rfind(b"PK\x05\x06") + 12, 900_000_000)
    return bytes(content)


REFUSED = {
    "empty": (b"", "The file is empty."),
    "header alone": (b"title,price\r\n", "The CSV has no rows below its header."),
    "not a zip": (b"PK\x03\x04" + b"\0" * 500, "This ZIP is damaged."),
    "half a zip": (zipped({"listings.csv": GOOD})[:-30], "This ZIP is damaged."),
    "zip without csv": (zipped({"a.jpg": b"x"}), "exactly one CSV file; found: none"),
    "zip with two": (zipped({"a.csv": GOOD, "b.csv": GOOD}), "found: a.csv, b.csv"),
    "csv that leads out": (zipped({"../../listings.csv": GOOD}), "found: none"),
    "workbook": (zipped({"[Content_Types].xml": b"", "a.csv": GOOD}), "This is a workbook."),
    "password": (with_password(), "The ZIP has a password."),
    "huge directory": (with_huge_directory(), "too many files"),
    "lzma": (zipped({"listings.csv": GOOD}, zipfile.ZIP_LZMA), "found: none"),
    "long line": (b"title\n" + b"x" * 300_000, "longer than 200,000 characters"),
    "long field": (b'title\n"' + b"x\n" * 90_000 + b'"\n', "field larger than field limit"),
    "endless record": (
        b"title\n" + (b'"' + b"x" * 100_000 + b'\n",') * 12 + b"\n",
        "a row of more than a million characters",
    ),
    "many columns": (b",".join(b"c%d" % n for n in range(400)) + b"\n1\n", "has 400 columns"),
    "csv bomb": (
        zipped({"listings.csv": b"title\n" + b"x\n" * (40 * 1024**2)}),
        "larger than 64 MB",
    ),
}


@pytest.mark.parametrize(("content", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_it_refuses_the_file_in_words_and_keeps_nothing(
    ana: User, content: bytes, message: str
) -> None:
    with pytest.raises(FileRefused, match=message):
        received(ana, content)
    assert not Import.objects.exists()
    assert default_storage.listdir("imports")[1] == []


def test_a_field_of_a_gigabyte_costs_no_memory() -> None:
    tracemalloc.start()
    with pytest.raises(FileRefused, match="longer than"):
        list(records(Endless(), "utf-8"))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MEMORY


def test_a_bomb_of_a_photo_is_left_out_in_bounded_memory(ana: User) -> None:
    bomb = zipped({"listings.csv": table([ROW | {"photos": "bomb.jpg"}]), "bomb.jpg": bytes(10**8)})
    tracemalloc.start()
    job = brought(ana, bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MEMORY
    [(state, note)] = fates(job)
    assert state == "drafted"
    assert "bomb.jpg is larger than 25 MB unpacked." in note


def test_a_photo_that_many_rows_name_is_kept_and_prepared_once(
    ana: User, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[None]]
) -> None:
    rows = [ROW | {"external_id": str(n), "photos": "a.jpg;a.jpg"} for n in range(12)]
    brought(ana, zipped({"listings.csv": table(rows), "a.jpg": picture_file()}))
    assert Photo.objects.count() == 24
    assert len(default_storage.listdir("uploads")[1]) == 1
    with django_capture_on_commit_callbacks(execute=True):
        prepared()
    assert set(Photo.objects.values_list("state", flat=True)) == {"ready"}
    assert default_storage.listdir("uploads")[1] == []


@pytest.mark.parametrize(
    "text",
    [
        b"[" + b"[]," * 5_000_000 + b"[]]",
        b'{"pictures": {' + b'"":"",' * 2_000_000 + b'"":""}}',
        b"[" * 100_000,
        b'{"pictures": 3}',
        bytes(30 * 1024**2),
    ],
    ids=["lists", "strings", "deep", "number", "long"],
)
def test_a_manifest_made_to_swell_is_not_parsed(ana: User, text: bytes) -> None:
    files = {"listings.csv": table([ROW | {"photos": "a.jpg"}]), "a.jpg": picture_file()}
    content = zipped(files | {"manifest.json": text})
    tracemalloc.start()
    job = brought(ana, content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MEMORY
    assert [state for state, _ in fates(job)] == ["drafted"]
    assert Photo.objects.count() == 1


def test_a_zip_that_unpacks_to_more_than_a_disk_is_refused(
    ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"listings.csv": GOOD, "a.jpg": bytes(3000), "b.jpg": bytes(3000)}
    monkeypatch.setattr("listings.exchange.archives.UNPACKED_MAX", 6000)
    with pytest.raises(FileRefused, match="unpacks to more than"):
        received(ana, zipped(files))


def test_a_photo_that_is_none_is_told_and_the_rest_comes_in(ana: User) -> None:
    files = {"listings.csv": table([ROW | {"photos": "a.jpg"}]), "a.jpg": b"<svg onload=alert(1)>"}
    [(state, note)] = fates(brought(ana, zipped(files)))
    assert state == "drafted"
    assert "a.jpg is not a JPEG, PNG, WebP or HEIC picture." in note


@pytest.mark.parametrize(
    "name", ["../a.jpg", "/etc/a.jpg", "..\\..\\a.jpg", "C:\\a.jpg", "__MACOSX/._a.jpg", ".a.jpg"]
)
def test_names_that_lead_out_name_nothing(ana: User, name: str) -> None:
    assert not is_usable(zipfile.ZipInfo(name))
    files = {"listings.csv": table([ROW | {"photos": name}]), name: picture_file()}
    [(state, note)] = fates(brought(ana, zipped(files)))
    assert (state, "No file" in note) == ("drafted", True)


TEXTS = {
    "utf-8 mark": GOOD.replace(b"Dress", "Dréss".encode()).decode().encode("utf-8-sig"),
    "utf-16": GOOD.replace(b"Dress", "Dréss".encode()).decode().encode("utf-16"),
    "windows": GOOD.replace(b"Dress", b"Dr\xe9ss"),
    "semicolons": GOOD.replace(b",", b";").replace(b"Dress", "Dréss".encode()),
    "old mac": GOOD.replace(b"\r\n", b"\r").replace(b"Dress", "Dréss".encode()),
    "NULs": GOOD.replace(b"Dress", "Dré\0s\0s".encode()),
}


@pytest.mark.parametrize("content", TEXTS.values(), ids=TEXTS.keys())
def test_any_encoding_and_delimiter_is_read(ana: User, content: bytes) -> None:
    brought(ana, content)
    assert Listing.objects.get().title == "Dréss"


def test_bytes_that_are_no_text_are_made_safe(ana: User) -> None:
    job = checked(ana, GOOD.replace(b"Dress", bytes(range(128, 256))))
    assert [state for state, _ in fates(job)] == ["draft"]


def test_markup_stays_text(client: Client, ana: User) -> None:
    client.force_login(ana)
    job = checked(ana, GOOD.replace(b"Dress", b"<img src=x onerror=alert(1)>"))
    page = client.get(reverse("listings:import", args=[job.pk])).content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


@pytest.mark.parametrize(
    "text", ["", "plain", "=1", "'=1", "''", "'90s", "-", "+1", "@a", "\tx", "\rx"]
)
def test_a_cell_made_safe_is_itself_again(text: str) -> None:
    assert cell_plain(cell_safe(text)) == text
    assert not cell_safe(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_refused_upload_is_told_beside_the_field(client: Client, ana: User) -> None:
    client.force_login(ana)
    file = SimpleUploadedFile("a.zip", b"PK\x03\x04 nothing")
    answer = client.post(reverse("listings:exchange"), {"file": file})
    assert answer.status_code == 422
    assert "This ZIP is damaged. Make it again, please." in answer.content.decode()


def test_more_rows_than_we_take_are_told(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("listings.exchange.reading.MOST_ROWS", 2)
    rows = [ROW | {"external_id": str(n)} for n in range(3)]
    job = checked(ana, table(rows))
    assert (job.state, job.problem) == ("failed", "More than 2 rows. Split the file, please.")
    assert not job.rows.exists()


def test_the_limit_is_what_it_says() -> None:
    assert CSV_MAX == 64 * 1024**2
