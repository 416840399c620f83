"""The site's stylesheet as one file: static/css/site.css with its imports written out.

The parts stay one file a component, and a phone on a slow line still asks once.
"""

import gzip
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

CSS = settings.BASE_DIR / "static" / "css"
IMPORT = re.compile(r'@import url\("(?P<path>[^"]+)"\) layer\((?P<layer>\w+)\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class Sheet(NamedTuple):
    """The text, its gzipped form, and the digest its address carries."""

    plain: bytes
    packed: bytes
    digest: str


@require_safe
def stylesheet(request: HttpRequest, digest: str) -> HttpResponse:
    """The stylesheet; an address with an old digest gets the present one, not to be kept."""
    sheet = current()
    packs = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(sheet.packed if packs else sheet.plain, content_type="text/css")
    if packs:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    keeps = digest == sheet.digest
    response["Cache-Control"] = "public, max-age=31536000, immutable" if keeps else "no-cache"
    return response


def stylesheet_url() -> str:
    """The address of the stylesheet as it is now."""
    return reverse("stylesheet", args=[current().digest])


def current() -> Sheet:
    """Made once a process; while DEBUG, again when a part has changed."""
    return _made(max(p.stat().st_mtime for p in CSS.rglob("*.css")) if settings.DEBUG else 0)


@cache
def _made(_changed: float) -> Sheet:
    text = IMPORT.sub(_part, (CSS / "site.css").read_text(encoding="utf-8"))
    plain = re.sub(r"\n\s*", "\n", COMMENT.sub("", text)).encode()
    digest = hashlib.sha256(plain).hexdigest()[:12]
    return Sheet(plain, gzip.compress(plain, mtime=0), digest)


def _part(found: re.Match[str]) -> str:
    body = Path(CSS / found["path"]).read_text(encoding="utf-8")
    return f"@layer {found['layer']} {{\n{body}}}\n"
