"""Running one command to its end: in the background with progress, or in the foreground."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from poshmark.dev import children
from poshmark.dev.places import ROOT, Places
from poshmark.dev.progress import LauncherError, heed_terminal, say

SAY_EVERY = 3.0
REPEAT_EVERY = 15.0


def work(
    name: str,
    command: Sequence[str | Path],
    places: Places,
    *,
    environment: Mapping[str, str],
    title: str,
) -> None:
    """Run a command, its output in var/log/NAME.log; every few seconds its last line is shown.

    Raises LauncherError with the end of the log when it fails.
    """
    say(f"· {title}")
    began = time.monotonic()
    (places.log / f"{name}.log").unlink(missing_ok=True)
    with children.running(children.Program(name, command, environment), places) as child:
        _show_until_done(child, began)
    if child.ended:
        raise LauncherError(f"{title}: failed. The end of {child.log}:\n{child.last_lines()}")
    if (seconds := time.monotonic() - began) > 1:
        say(f"  done in {seconds:.1f} s")


def _show_until_done(child: children.Child, began: float) -> None:
    shown, repeat_at = "", 0.0
    while child.ended is None:
        heed_terminal()
        try:
            child.process.wait(SAY_EVERY)
        except subprocess.TimeoutExpired:
            seconds, line = time.monotonic() - began, child.last_lines(1).strip()[:76]
            if line != shown or seconds > repeat_at:
                say(f"  {seconds:3.0f} s  {line}")
                shown, repeat_at = line, seconds + REPEAT_EVERY


def foreground(command: Sequence[str | Path], environment: Mapping[str, str]) -> int:
    """Run a command on this terminal; returns its exit code. Ctrl-C is the command's to answer."""
    process = subprocess.Popen(
        children.ending_with_us(command, signal.SIGTERM),
        env=dict(environment),
        cwd=ROOT,
    )
    with _deaf_to_the_keyboard():
        try:
            return process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()


@contextlib.contextmanager
def _deaf_to_the_keyboard() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def python_environment() -> dict[str, str]:
    """Our environment, for Python programs whose output we follow."""
    return dict(os.environ) | {"PYTHONUNBUFFERED": "1"}
