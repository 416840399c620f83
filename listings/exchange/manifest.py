"""Who vouches that a file is the picture of a hash: our own signature in the export.

A picture is stored under its upload's hash, and the export holds the cleaned original, which has
another. The manifest ties the two, so that what comes back is the same picture, not a new one.
"""

import hashlib
import json

from django.core import signing

SALT = "listings.exchange.manifest"
MOST_QUOTES = 4 * 60_000 + 2
"""Of an object of as many pairs of strings as a ZIP may have files."""


def manifest_entry(content: bytes, content_hash: str) -> tuple[str, str]:
    """(the file's own hash, our signature over it and the picture's hash)."""
    own = hashlib.sha256(content).hexdigest()
    return own, signing.dumps([own, content_hash], salt=SALT)


def manifest_load(text: bytes) -> dict[str, str]:
    """Signatures by the files' own hashes; {} for anything that is not ours.

    What is shaped otherwise is not even parsed: small text can make very large objects.
    """
    if b"[" in text or text.count(b"{") > 2 or text.count(b'"') > MOST_QUOTES:
        return {}
    try:
        data = json.loads(text or b"{}")
    except (ValueError, RecursionError):
        return {}
    pictures = data.get("pictures") if isinstance(data, dict) else None
    return pictures if isinstance(pictures, dict) else {}


def content_hash_of(content: bytes, manifest: dict[str, str]) -> str:
    """The hash the picture is stored under: as signed, else the file's own."""
    own = hashlib.sha256(content).hexdigest()
    try:
        signed = signing.loads(str(manifest.get(own, "")), salt=SALT)
    except signing.BadSignature:
        return own
    return str(signed[1]) if signed[0] == own else own
