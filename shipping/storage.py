"""Label files in the default storage, named by what is in them."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def file_keep(content: bytes, extension: str) -> str:
    """Keep `content` and return its SHA-256; the same content is kept once.

    A file of another size under that name is what a killed process left, and is replaced.
    """
    content_hash = hashlib.sha256(content).hexdigest()
    name = file_name(content_hash, extension)
    if default_storage.exists(name):
        if default_storage.size(name) == len(content):
            return content_hash
        default_storage.delete(name)
    default_storage.save(name, ContentFile(content))
    return content_hash


def file_read(content_hash: str, extension: str) -> bytes:
    """The bytes kept under `content_hash`."""
    with default_storage.open(file_name(content_hash, extension)) as kept:
        return bytes(kept.read())


def file_name(content_hash: str, extension: str) -> str:
    """Where the storage has it; outside photos/, which is all that is served to everybody."""
    return f"labels/{content_hash[:2]}/{content_hash}.{extension}"
