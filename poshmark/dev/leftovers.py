"""Finding what a killed run left alive, and ending it only when it is surely ours."""

import contextlib
import json
import os
import signal
import time
from pathlib import Path
from typing import TypedDict

from poshmark.dev.places import ROOT
from poshmark.dev.progress import say

PROC = Path("/proc")
STATE, SESSION, BORN = 0, 3, 19  # places in /proc/PID/stat, counted after the name


class Note(TypedDict):
    """What is remembered of a process: the number alone could be another's by tomorrow."""

    name: str
    pid: int
    born: int | None
    boot: str


def note(name: str, pid: int) -> Note:
    """What to remember of a process that runs now."""
    return {"name": name, "pid": pid, "born": born(pid), "boot": _boot()}


def clean(run: Path, patience: float = 5) -> None:
    """End the processes noted in the `run` folder; `patience` is what they get together to end."""
    deadline = time.monotonic() + patience
    for path in sorted(run.glob("*.json")):
        noted: Note = json.loads(path.read_text())
        if noted["boot"] == _boot():
            _end(noted, deadline)
        path.unlink()


def is_alive(noted: Note) -> bool:
    """Whether this very process still runs."""
    return born(noted["pid"]) == noted["born"] and noted["boot"] == _boot()


def born(pid: int) -> int | None:
    """When a process began, in the kernel's ticks; None when it is gone or a zombie."""
    fields = _stat(pid)
    return int(fields[BORN]) if fields and fields[STATE] != "Z" else None


def kill_session(leader: int) -> None:
    """Kill what runs in this house in the session that the process `leader` began."""
    for pid in _pids():
        fields = _stat(pid)
        if fields and int(fields[SESSION]) == leader and _works_in(pid, ROOT):
            _kill(pid)


def end_those_in(folder: Path, patience: float = 5) -> None:
    """Wait until no process works in the folder; when patience is over, kill those that do."""
    deadline = time.monotonic() + patience
    while there := [pid for pid in _pids() if _works_in(pid, folder)]:
        if time.monotonic() > deadline:
            for pid in there:
                _kill(pid)
        time.sleep(0.02)


def _end(noted: Note, deadline: float) -> None:
    while is_alive(noted) and time.monotonic() < deadline:
        time.sleep(0.02)
    if is_alive(noted):
        say(f"  ending {noted['name']} (process {noted['pid']}), left by a killed run")
        _kill(noted["pid"])
    if born(noted["pid"]) in (None, noted["born"]):
        kill_session(noted["pid"])
    while is_alive(noted):
        time.sleep(0.02)


def _pids() -> list[int]:
    return [int(entry.name) for entry in PROC.glob("[0-9]*")]


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _works_in(pid: int, folder: Path) -> bool:
    """Whether the folder, or one within, is where a process works; a zombie works nowhere."""
    try:
        return (PROC / str(pid) / "cwd").readlink().is_relative_to(folder)
    except OSError:
        return False


def _stat(pid: int) -> list[str] | None:
    try:
        text = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return None
    return text.rpartition(")")[2].split()


def _boot() -> str:
    path = PROC / "sys/kernel/random/boot_id"
    return path.read_text().strip() if path.exists() else ""
