"""Proof that beat and a worker are alive: beat's task writes the time, /readyz reads it."""

import time

from django.core.cache import cache

KEY = "beat-heartbeat"
LATE_SECONDS = 60


def heartbeat_write() -> None:
    """Notes that beat sent its task and a worker ran it just now."""
    cache.set(KEY, time.time(), timeout=LATE_SECONDS)


def beat_is_alive() -> bool:
    """True when the last heartbeat is at most LATE_SECONDS old."""
    written = cache.get(KEY)
    return written is not None and time.time() - written <= LATE_SECONDS
