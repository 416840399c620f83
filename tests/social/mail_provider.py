"""A mail provider on this machine: as much of Postmark's protocol as sending takes."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

INACTIVE = (
    "You tried to send to a recipient that has been marked as inactive. Found inactive addresses:"
    " {}. Inactive recipients are ones that have generated a hard bounce or a spam complaint."
)


class Provider(ThreadingHTTPServer):
    """taken: what was sent, by the API's names; refuses: addresses it takes nothing for; is_down:
    whether it answers with an error."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken: list[dict[str, Any]] = []
        self.refuses: set[str] = set()
        self.is_down = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


@contextmanager
def mail_provider() -> Iterator[Provider]:
    """A running provider."""
    with Provider() as provider:
        thread = threading.Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield provider
        finally:
            provider.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        provider = cast("Provider", self.server)
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if provider.is_down:
            return self._answer(500, {"ErrorCode": 500, "Message": "Not now."})
        if asked["To"] in provider.refuses:
            return self._answer(422, {"ErrorCode": 406, "Message": INACTIVE.format(asked["To"])})
        provider.taken.append(asked)
        return self._answer(200, {"ErrorCode": 0, "Message": "OK", "MessageID": "1", **_to(asked)})

    def _answer(self, status: int, content: dict[str, Any]) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Nothing on the console."""


def _to(asked: dict[str, Any]) -> dict[str, str]:
    return {"To": asked["To"], "SubmittedAt": "2026-06-01T12:00:00Z"}
