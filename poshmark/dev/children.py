"""Processes that we start: they end with us, and what a killed run left behind is found again."""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from poshmark.dev.places import ROOT, write_private
from poshmark.dev.progress import say

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Program:
    """How to start, and how to end, one long-lived process.

    `farewell` is the signal that asks it to end, also sent by the kernel when we die first.
    `as_user` is a uid and a gid, for root who must not be root.
    """

    name: str
    command: Sequence[str | Path]
    environment: Mapping[str, str]
    farewell: signal.Signals = signal.SIGTERM
    patience: float = 10
    as_user: tuple[int, int] | None = None
    folder: Path = field(default=ROOT)


def start(program: Program, *, run: Path, output: IO[Any] | int) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own and note it in the `run` folder."""
    process = subprocess.Popen(
        [str(part) for part in program.command],
        env=dict(program.environment),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        cwd=program.folder,
        start_new_session=True,
        preexec_fn=_ending_with_us(program.farewell),  # noqa: PLW1509  # we run no threads
        **_identity(program),
    )
    note = {"name": program.name, "pid": process.pid, "born": born(process.pid), "boot": _boot()}
    write_private(run / f"{program.name}.json", json.dumps(note))
    return process


def stop(program: Program, process: subprocess.Popen[bytes], *, run: Path) -> None:
    """Ask a program to end; after its patience is over, kill it and what it started."""
    if process.poll() is None:
        process.send_signal(program.farewell)
        try:
            process.wait(program.patience)
        except subprocess.TimeoutExpired:
            say(f"  {program.name} did not stop in {program.patience:.0f} s: killing it")
            process.kill()
    _kill_session(process.pid)
    process.wait()
    (run / f"{program.name}.json").unlink(missing_ok=True)


def clean_leftovers(run: Path) -> None:
    """End what an earlier, killed run noted in the `run` folder and is still alive."""
    for path in sorted(run.glob("*.json")):
        note = json.loads(path.read_text())
        if note.get("boot") == _boot() and _wait_or_kill(note):
            say(f"  ended {note['name']} (process {note['pid']}), left over from a killed run")
        path.unlink()


def born(pid: int) -> int | None:
    """When a process began, in the kernel's ticks; None when it is gone or a zombie."""
    fields = _stat(pid)
    return int(fields[19]) if fields and fields[0] != "Z" else None


def _wait_or_kill(note: Mapping[str, Any], patience: float = 5) -> bool:
    """Give a noted process, told to end by the kernel, a moment to do so; then kill it."""
    pid = int(note["pid"])
    there = found = born(pid) == note["born"]
    deadline = time.monotonic() + patience
    while there and time.monotonic() < deadline:
        time.sleep(0.05)
        there = born(pid) == note["born"]
    if there or born(pid) is None:
        _kill_session(pid)
    while born(pid) == note["born"]:
        time.sleep(0.02)
    return found


def _kill_session(leader: int) -> None:
    """Kill every process of the session that `leader` began, the leader too.

    A session's number is not given out again while one of its processes lives.
    """
    for entry in Path("/proc").glob("[0-9]*"):
        fields = _stat(int(entry.name))
        if fields and int(fields[3]) == leader and fields[0] != "Z" and _in_our_house(entry):
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(entry.name), signal.SIGKILL)


def _in_our_house(entry: Path) -> bool:
    try:
        return entry.joinpath("cwd").readlink().is_relative_to(ROOT)
    except OSError:
        return False


def _stat(pid: int) -> list[str] | None:
    """The fields of /proc/PID/stat after the name, or None when there is no such process."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    return text.rpartition(")")[2].split()


def _boot() -> str:
    path = Path("/proc/sys/kernel/random/boot_id")
    return path.read_text().strip() if path.exists() else ""


def _identity(program: Program) -> dict[str, Any]:
    if program.as_user is None:
        return {}
    user, group = program.as_user
    return {"user": user, "group": group, "extra_groups": []}


def _ending_with_us(farewell: signal.Signals) -> Callable[[], None]:
    """What the child does before it becomes the program: ask the kernel to end it with us."""
    parent = os.getpid()

    def before_exec() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, int(farewell), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return before_exec
