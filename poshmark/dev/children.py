"""Processes that we start: each in a session of its own, noted in var/run, ended with us."""

import contextlib
import json
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from poshmark.dev import leftovers
from poshmark.dev.places import ROOT, Places, write_private
from poshmark.dev.progress import say

Words = list[str | Path]
ROTATE_AT = 10 * 1024 * 1024


@dataclass(frozen=True)
class Program:
    """How to start one long-lived process, and how to end it.

    `farewell` asks it to end; the kernel sends it too when we die first. `patience` is how many
    seconds it is given then. `identity` holds subprocess's arguments for another user id.
    `before` runs ahead of each start.
    """

    name: str
    command: Sequence[str | Path]
    environment: Mapping[str, str]
    farewell: signal.Signals = signal.SIGTERM
    patience: float = 10
    identity: Mapping[str, Any] | None = None
    before: Callable[[], None] = lambda: None


class Child:
    """A running program, its output in var/log/NAME.log."""

    def __init__(self, program: Program, places: Places) -> None:
        self.program = program
        self.log = places.log / f"{program.name}.log"
        self._note = places.run / f"{program.name}.json"
        self.start()

    def start(self) -> None:
        """Start it, also again after it ended."""
        self.program.before()
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                ending_with_us(self.program.command, self.program.farewell),
                env=dict(self.program.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                start_new_session=True,
                **(self.program.identity or {}),
            )
        note = leftovers.note(self.program.name, self.process.pid)
        write_private(self._note, json.dumps(note))

    @property
    def ended(self) -> int | None:
        """Its exit code, or None while it runs."""
        return self.process.poll()

    def ask_to_end(self) -> None:
        """Send its farewell and return at once."""
        if self.ended is None:
            self.process.send_signal(self.program.farewell)

    def end(self) -> None:
        """Ask it to end; when its patience is over, kill it. Nothing of its session is left."""
        self.ask_to_end()
        try:
            self.process.wait(self.program.patience)
        except subprocess.TimeoutExpired:
            say(f"  {self.program.name} did not stop in {self.program.patience:.0f} s: killing it")
            self.process.kill()
        leftovers.kill_session(self.process.pid)
        self.process.wait()
        self._note.unlink(missing_ok=True)

    def last_lines(self, count: int = 20) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])


@contextlib.contextmanager
def running(program: Program, places: Places) -> Iterator[Child]:
    """Run a program while the block lasts."""
    child = Child(program, places)
    try:
        yield child
    finally:
        child.end()


def rotate_logs(places: Places) -> None:
    """Put long logs aside, so that at most two long files of each are kept."""
    for log in places.log.glob("*.log"):
        if log.stat().st_size > ROTATE_AT:
            log.replace(log.with_suffix(".log.1"))


def ending_with_us(command: Sequence[str | Path], farewell: signal.Signals) -> list[str]:
    """The command, for which the kernel sends `farewell` when we die, however we die.

    On a machine without util-linux the command alone: then the next start finds what was left.
    """
    setpriv = shutil.which("setpriv")
    prefix = [setpriv, "--pdeathsig", farewell.name.removeprefix("SIG"), "--"] if setpriv else []
    return [*prefix, *map(str, command)]
