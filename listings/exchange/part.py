"""One ZIP of an export, small enough to be uploaded again: listings.csv, photos, manifest."""

import csv
import io
import json
import tempfile
import zipfile
from typing import IO, cast

from django.core.files.base import File
from django.core.files.storage import default_storage

from listings.exchange.archives import MANIFEST
from listings.exchange.columns import COLUMNS
from listings.exchange.manifest import manifest_entry
from listings.exchange.text import cell_safe
from listings.services.pictures import original_path

BYTES = 300 * 1024**2
CSV_BYTES = 40 * 1024**2
ROWS = 20_000
"""Where a part ends: well below what an import takes, since its last listing may be large."""


class Part:
    """Filled row by row; nothing of it is in memory but what one photo needs."""

    def __init__(self) -> None:
        self._zip = cast("IO[bytes]", tempfile.TemporaryFile())  # noqa: SIM115 - `close` ends it
        self._csv = cast("IO[bytes]", tempfile.TemporaryFile())  # noqa: SIM115
        self._archive = zipfile.ZipFile(self._zip, "w", zipfile.ZIP_DEFLATED)
        self._text = io.TextIOWrapper(self._csv, "utf-8-sig", newline="", write_through=True)
        self._table = csv.DictWriter(self._text, list(COLUMNS))
        self._table.writeheader()
        self._pictures: dict[str, str] = {}
        self._hashes: set[str] = set()
        self.rows = 0

    def add(self, row: dict[str, str], hashes: list[str]) -> None:
        """One listing in our columns, and those of its pictures that are not in yet."""
        self._table.writerow({name: cell_safe(value) for name, value in row.items()})
        self.rows += 1
        for content_hash in hashes:
            if content_hash not in self._hashes:
                self._hashes.add(content_hash)
                self._picture(content_hash)

    @property
    def is_full(self) -> bool:
        """Whether the next listing belongs into another part."""
        sizes = self._zip.tell() >= BYTES or self._csv.tell() >= CSV_BYTES
        return sizes or self.rows >= ROWS

    def save(self, path: str) -> tuple[str, int]:
        """Stores the part; its place in storage and its size in bytes."""
        self._archive.writestr(MANIFEST, json.dumps({"pictures": self._pictures}))
        self._text.flush()
        self._csv.seek(0)
        with self._archive.open("listings.csv", "w", force_zip64=True) as stream:
            while chunk := self._csv.read(1 << 20):
                stream.write(chunk)
        self._archive.close()
        size = self._zip.seek(0, 2)
        self._zip.seek(0)
        return default_storage.save(path, File(self._zip)), size

    def close(self) -> None:
        """Gives the disk back."""
        self._text.close()
        self._zip.close()

    def _picture(self, content_hash: str) -> None:
        path = original_path(content_hash)
        if not default_storage.exists(path):
            return
        with default_storage.open(path) as original:
            content = original.read()
        info = zipfile.ZipInfo(file_name(content_hash))
        self._archive.writestr(info, content, zipfile.ZIP_STORED)
        own, signature = manifest_entry(content, content_hash)
        self._pictures[own] = signature


def file_name(content_hash: str) -> str:
    """What a picture is called in the ZIP."""
    return f"photos/{content_hash}.jpg"
