"""An uploaded CSV, alone or in a ZIP with photos; the ZIP is never unpacked to disk."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, cast

from django.conf import settings
from django.core.files.storage import default_storage

from listings.exchange.refusals import FileRefused, RowRefused
from listings.exchange.text import encoding_of, records

MOST_ENTRIES = 60_000
DIRECTORY_MAX = 12 * 1024**2
RATIO_MAX = 200
UNPACKED_MAX = 4 * 1024**3
"""Of all entries together; photos hardly shrink, so that an honest ZIP stays far below."""
MANIFEST = "manifest.json"
MANIFEST_MAX = 24 * 1024**2
_END = b"PK\x05\x06"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError)


@dataclass(frozen=True)
class Package:
    """The file, opened. archive is None for a CSV alone; photos: entries by name, lower case."""

    file: IO[bytes]
    archive: zipfile.ZipFile | None
    table: zipfile.ZipInfo | None
    photos: dict[str, zipfile.ZipInfo]

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """The CSV's records, as `text.records` gives them. Raises FileRefused."""
        try:
            encoding = encoding_of(self.open_table)
            with self.open_table() as stream:
                yield from records(stream, encoding)
        except _BROKEN as error:
            raise FileRefused("The ZIP is damaged: its CSV cannot be read.") from error

    def open_table(self) -> IO[bytes]:
        """The CSV's bytes from the start."""
        if self.archive and self.table:
            return self.archive.open(self.table)
        self.file.seek(0)
        return _Kept(self.file)  # type: ignore[return-value]

    def photo(self, name: str) -> bytes:
        """A photo's bytes by the name the CSV gives it.

        Raises RowRefused when there is none, or it is too large or cannot be unpacked.
        """
        entry = self.photos.get(photo_key(name))
        if entry is None:
            raise RowRefused(f"No file {name[-60:]} in the ZIP.")
        return self._read(entry, settings.PHOTO_MAX_BYTES)

    def has_photo(self, name: str) -> bool:
        """Whether the ZIP has a file of this name (a part of it may be named behind a "#")."""
        return photo_key(name.partition("#xywh=")[0]) in self.photos

    def manifest(self) -> bytes:
        """What our own export says of its photos, b"" when it is not ours."""
        entry = self.photos.get(MANIFEST)
        return self._read(entry, MANIFEST_MAX) if entry else b""

    def _read(self, entry: zipfile.ZipInfo, most: int) -> bytes:
        name = PurePosixPath(entry.filename).name
        if entry.file_size > most or entry.file_size > RATIO_MAX * max(entry.compress_size, 512):
            raise RowRefused(f"{name} is larger than {most // 1024**2} MB unpacked.")
        archive = cast(zipfile.ZipFile, self.archive)
        try:
            with archive.open(entry) as stream:
                return stream.read(most)
        except _BROKEN as error:
            raise RowRefused(f"{name} is damaged in the ZIP.") from error


class _Kept:
    """A file that a `with` does not close."""

    def __init__(self, file: IO[bytes]) -> None:
        self.read = file.read

    def __enter__(self) -> "_Kept":
        return self

    def __exit__(self, *_: object) -> None:
        """The package closes it."""


@contextmanager
def package_opened(path: str) -> Iterator[Package]:
    """The stored upload at `path`. Raises FileRefused with what is wrong with it."""
    with default_storage.open(path) as file:
        stream = cast("IO[bytes]", file)
        head = stream.read(4)
        if not head:
            raise FileRefused("The file is empty.")
        if head[:2] != b"PK":
            yield Package(stream, None, None, {})
            return
        with _archive(stream) as archive:
            yield _package(stream, archive)


def _archive(stream: IO[bytes]) -> zipfile.ZipFile:
    _require_small_directory(stream)
    try:
        return zipfile.ZipFile(stream)
    except (*_BROKEN, struct.error, ValueError) as error:
        raise FileRefused("This ZIP is damaged. Make it again, please.") from error


def _require_small_directory(stream: IO[bytes]) -> None:
    """Before the library reads it whole: the list of entries may be as large as the upload."""
    stream.seek(0, 2)
    stream.seek(max(0, stream.tell() - 66_000))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise FileRefused("This ZIP is damaged. Make it again, please.")
    count, size = struct.unpack_from("<HI", tail, at + 10)
    if size > DIRECTORY_MAX or count > MOST_ENTRIES:
        raise FileRefused(f"The ZIP holds too many files: at most {MOST_ENTRIES:,}, please.")


def _package(stream: IO[bytes], archive: zipfile.ZipFile) -> Package:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_ENTRIES:
        raise FileRefused(f"The ZIP holds too many files: at most {MOST_ENTRIES:,}, please.")
    if sum(entry.file_size for entry in entries) > UNPACKED_MAX:
        raise FileRefused("The ZIP unpacks to more than 4 GB. Split it, please.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileRefused("The ZIP has a password. Make one without, please.")
    if any(entry.filename == "[Content_Types].xml" for entry in entries):
        raise FileRefused("This is a workbook. Save it as CSV, please.")
    usable = {photo_key(e.filename): e for e in entries if is_usable(e)}
    tables = [entry for name, entry in usable.items() if name.endswith((".csv", ".tsv"))]
    named = [entry for entry in tables if entry.filename == "listings.csv"]
    if len(named or tables) != 1:
        found = ", ".join(entry.filename[:40] for entry in tables[:5]) or "none"
        raise FileRefused(f"The ZIP must hold exactly one CSV file; found: {found}.")
    short = {PurePosixPath(name).name: entry for name, entry in usable.items()}
    return Package(stream, archive, (named or tables)[0], short | usable)


def is_usable(entry: zipfile.ZipInfo) -> bool:
    """False for names that lead out of the ZIP, hidden files and compressions we do not unpack."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    plain = not path.is_absolute() and ".." not in path.parts and ":" not in entry.filename
    hidden = path.name.startswith(".") or "__MACOSX" in path.parts
    known = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return plain and not hidden and known


def photo_key(name: str) -> str:
    """How a photo is looked up: whatever the case and the kind of slash."""
    return name.strip().replace("\\", "/").removeprefix("./").lower()
