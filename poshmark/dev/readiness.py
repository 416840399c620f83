"""Asking the running site whether all of it is there."""

import http.client
import json
import time
from collections.abc import Callable

from poshmark.dev.ports import HOST
from poshmark.dev.progress import say

ASK_EVERY = 0.2
WEB = ("web",)


def missing_parts(port: int) -> tuple[str, ...]:
    """The names that /readyz gives; just "web" when nobody answers yet."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/readyz", headers={"Host": f"{HOST}:{port}"})
        answer = connection.getresponse()
        body = answer.read()
        return () if answer.status == 200 else tuple(json.loads(body)["missing"])
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
        return WEB
    finally:
        connection.close()


def wait(port: int, *, meanwhile: Callable[[], None], patience: float = 60) -> tuple[str, ...]:
    """Wait until nothing is missing, or patience is over; returns what is still missing.

    `meanwhile` runs between two questions. Changes are shown, at most one line a second.
    """
    deadline, shown, silent_until = time.monotonic() + patience, None, time.monotonic() + 1
    while (missing := missing_parts(port)) and time.monotonic() < deadline:
        if missing != shown and time.monotonic() > silent_until:
            say(f"  waiting for: {', '.join(missing)}")
            shown, silent_until = missing, time.monotonic() + 1
        meanwhile()
        time.sleep(ASK_EVERY)
    return missing
