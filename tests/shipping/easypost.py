"""EasyPost's API over loopback: answers shaped as the real one's, its books in memory.

Shapes as recorded in the tests of EasyPost's Python client in March 2025, cut to what is read.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from PIL import Image

NUMBER = "9400100208303109505657"
MADE = "2026-03-07T16:46:20Z"


def picture() -> bytes:
    """A label of 4 by 6 inches at 300 dots."""
    out = BytesIO()
    Image.new("1", (1200, 1800), 1).save(out, "PNG")
    return out.getvalue()


def rate(service: str, dollars: str, days: int) -> dict[str, Any]:
    return {
        "id": f"rate_{service}",
        "object": "Rate",
        "carrier": "USPS",
        "service": service,
        "rate": dollars,
        "est_delivery_days": days,
    }


def detail(status: str, at: str, **facts: Any) -> dict[str, Any]:
    """One of a tracker's details; `at` is a time in UTC."""
    place = {"object": "TrackingLocation", "city": "AUSTIN", "state": "TX", "zip": "78701"}
    told = {"object": "TrackingDetail", "message": f"It is {status}", "status": status}
    return {
        **told,
        "status_detail": "status_update",
        "datetime": at,
        "tracking_location": place,
    } | facts


def tracker(*details: dict[str, Any], expected: str | None = None) -> dict[str, Any]:
    return {
        "id": "trk_1",
        "object": "Tracker",
        "tracking_code": NUMBER,
        "carrier": "USPS",
        "est_delivery_date": expected,
        "tracking_details": list(details),
    }


@dataclass
class Api:
    """The books, and what shall go wrong with the next request: `loses` its answer, or `fails`."""

    base: str = ""
    shipments: dict[str, dict[str, Any]] = field(default_factory=dict)
    bought: int = 0
    asked: list[str] = field(default_factory=list)
    fails: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    loses: list[str] = field(default_factory=list)
    rates: list[dict[str, Any]] = field(
        default_factory=lambda: [rate("Express", "34.15", 1), rate("GroundAdvantage", "6.07", 3)]
    )
    tracker: dict[str, Any] = field(default_factory=tracker)
    refund: str = "submitted"

    def answer(self, method: str, url: str, body: dict[str, Any]) -> tuple[int, Any]:
        path = urlsplit(url).path.removeprefix("/v2/")
        self.asked.append(f"{method} {path}")
        if self.fails:
            return self.fails.pop()
        match [method, *path.split("/")]:
            case ["POST", "shipments"]:
                return 201, self._open(body["shipment"])
            case ["GET", "shipments", name]:
                found = [s for s in self.shipments.values() if name in (s["id"], s["reference"])]
                return (200, found[0]) if found else (404, error("NOT_FOUND"))
            case ["POST", "shipments", name, "buy"]:
                return 200, self._buy(self.shipments[name], body["rate"]["id"])
            case ["POST", "refunds"]:
                (code,) = body["refund"]["tracking_codes"]
                return 200, [{"object": "Refund", "tracking_code": code, "status": self.refund}]
            case ["GET", "trackers"]:
                asked = parse_qs(urlsplit(url).query)["tracking_code"]
                return 200, {"trackers": [self.tracker] if asked == [NUMBER] else []}
        return 404, error("NOT_FOUND")

    def _open(self, asked: dict[str, Any]) -> dict[str, Any]:
        name = f"shp_{len(self.shipments)}"
        empty = {"postage_label": None, "tracking_code": None, "tracker": None}
        made = {"id": name, "object": "Shipment", "rates": self.rates, "selected_rate": None}
        self.shipments[name] = asked | made | empty
        return self.shipments[name]

    def _buy(self, shipment: dict[str, Any], rate_id: str) -> dict[str, Any]:
        self.bought += 1
        (chosen,) = [rate for rate in self.rates if rate["id"] == rate_id]
        shipment["selected_rate"], shipment["tracking_code"] = chosen, NUMBER
        shipment["tracker"] = self.tracker
        url = f"{self.base}/label.png"
        shipment["postage_label"] = {"label_url": url, "created_at": MADE}
        return shipment


def error(code: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": "Inner words.", "errors": []}}


@contextmanager
def serving(api: Api) -> Iterator[Api]:
    """The API at `api.base` on loopback until the end."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Nothing: the tests read what was asked from the books."""

        def do_GET(self) -> None:
            if self.path.endswith("label.png"):
                self._send(200, picture(), "image/png")
            else:
                self._answer({})

        def do_POST(self) -> None:
            self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _answer(self, body: dict[str, Any]) -> None:
            status, told = api.answer(self.command, self.path, body)
            if api.loses and self.path.endswith(api.loses[-1]):
                api.loses.pop()
                self.close_connection = True
                return
            self._send(status, json.dumps(told).encode(), "application/json")

        def _send(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    api.base = f"http://127.0.0.1:{server.server_port}/v2"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
