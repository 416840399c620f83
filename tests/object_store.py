"""A bucket on this machine: what of S3's protocol our storage uses, and nothing of ours."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

BUCKET = "closets"


@dataclass(frozen=True)
class Stored:
    """An object: its bytes, the headers it was stored with, and when."""

    content: bytes
    headers: dict[str, str]
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


class Store(ThreadingHTTPServer):
    """objects: by key, "photos/ab/…"."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.objects: dict[str, Stored] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def object_store() -> Iterator[Store]:
    """A running store with one empty bucket."""
    with Store() as store:
        thread = threading.Thread(target=store.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield store
        finally:
            store.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def objects(self) -> dict[str, Stored]:
        return cast(Store, self.server).objects

    @property
    def key(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix(f"/{BUCKET}").lstrip("/")

    def do_PUT(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        kept = {name: self.headers[name] for name in ("Content-Type", "Cache-Control")}
        self.objects[self.key] = Stored(content, kept)
        self._answer(200)

    def do_DELETE(self) -> None:
        self.objects.pop(self.key, None)
        self._answer(204)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        if not self.key:
            self._list(*parse_qs(urlsplit(self.path).query)["prefix"])
        elif stored := self.objects.get(self.key):
            modified = stored.at.strftime("%a, %d %b %Y %H:%M:%S GMT")
            self._answer(200, stored.content, {**stored.headers, "Last-Modified": modified})
        else:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def _list(self, prefix: str) -> None:
        below = [key.removeprefix(prefix) for key in sorted(self.objects) if key.startswith(prefix)]
        folders = dict.fromkeys(name.split("/")[0] for name in below if "/" in name)
        found = "".join(
            f"<CommonPrefixes><Prefix>{escape(f'{prefix}{name}/')}</Prefix></CommonPrefixes>"
            for name in folders
        )
        found += "".join(
            f"<Contents><Key>{escape(prefix + name)}</Key></Contents>"
            for name in below
            if "/" not in name
        )
        self._answer(200, f"<ListBucketResult>{found}</ListBucketResult>".encode())

    def _answer(
        self, status: int, content: bytes = b"", headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *args: Any) -> None:
        """Says nothing."""
