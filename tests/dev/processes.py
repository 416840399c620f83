"""Waiting for processes without sleeping."""

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

from poshmark.dev.children import Child, Program
from poshmark.dev.places import Places

ANSWERS = "import signal, sys; print('up', flush=True); signal.pause()"
STUBBORN = (
    "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('up', flush=True); signal.pause()"
)


def gone(pid: int, seconds: float = 60) -> bool:
    """Whether the process ends within that time; it need not be our child."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)


def python(name: str, code: str, patience: float = 10) -> Program:
    return Program(name, [sys.executable, "-c", code], dict(os.environ), patience=patience)


def started(places: Places, code: str, *, name: str = "child", patience: float = 10) -> Child:
    """A child that has said "up"."""
    child = Child(python(name, code, patience), places)
    until_it_says(child.log, "up")
    return child


def until_it_says(log: Path, word: str) -> None:
    """Return when the log holds the word; fails after 20 seconds."""
    follow = ["timeout", "20", "tail", "-n", "+1", "-F", str(log)]
    with subprocess.Popen(follow, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as tail:
        assert tail.stdout is not None
        assert any(word in line.decode() for line in tail.stdout), f"{log} never says {word}"
        tail.send_signal(signal.SIGTERM)


def noted_pid(places: Places, name: str) -> int:
    text = (places.run / f"{name}.json").read_text()
    return int(json.loads(text)["pid"])
