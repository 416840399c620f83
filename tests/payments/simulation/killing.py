"""Actors: processes that do one act after another and are killed while they do.

An actor that was killed begins again with the act that it was in, as a person presses the button
again when the page did not come.
"""

import mmap
import os
import random
import signal
import struct
import time
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import time_machine
from django.db import connections

from payments.sandbox.faults import dice_seed
from payments.sandbox.own_thread import sandbox_disconnect

Act = Callable[[], object]


class Actor:
    """A list of acts, done in a child process; how far it is survives the child."""

    def __init__(self, name: str, acts: Sequence[Act], seed: int) -> None:
        self.name, self.acts, self.seed = name, acts, seed
        self.kills, self.pid, self.lives = 0, 0, 0.0
        self._done = mmap.mmap(-1, 8)

    @property
    def done(self) -> int:
        """How many acts are done."""
        return int(struct.unpack("q", self._done[:8])[0])

    @property
    def is_finished(self) -> bool:
        return self.done >= len(self.acts)

    def start(self, now: datetime, seconds: float) -> None:
        """Goes on in a new process whose clock says `now`, and which lives so long (of CPU)."""
        self.lives = seconds
        self.pid = os.fork()
        if self.pid == 0:
            self._live(now)

    def kill(self) -> None:
        """Ends the process where it stands."""
        os.kill(self.pid, signal.SIGKILL)
        self.kills, self.lives = self.kills + 1, float("inf")

    def end(self) -> None:
        """Ends the process, if there is one, and waits until it is gone."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.pid = 0

    def is_due(self) -> bool:
        """Whether it has lived its time, which a busy machine does not shorten."""
        return self.lives < float("inf") and _cpu_seconds(self.pid) > self.lives

    def has_ended(self) -> bool:
        """Whether the process is gone; raises when it broke."""
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if pid:
            self.pid = 0
        if pid and os.WIFEXITED(status) and os.WEXITSTATUS(status):
            raise RuntimeError(f"{self.name} broke at act {self.done}")
        return bool(pid)

    def _live(self, now: datetime) -> None:
        try:
            dice_seed(self.seed + self.done + 7919 * self.kills)
            with time_machine.travel(now, tick=True):
                for at in range(self.done, len(self.acts)):
                    self.acts[at]()
                    self._done[:8] = struct.pack("q", at + 1)
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)


def play(actors: Sequence[Actor], now: datetime, luck: random.Random, *, patience: float) -> None:
    """Runs the actors at once until all are done, killing each about every `patience` seconds.

    Seconds of CPU; 0: nobody is killed.
    """
    connections.close_all()
    sandbox_disconnect()
    for actor in actors:
        actor.start(now, _next(luck, patience))
    running = list(actors)
    try:
        while running:
            time.sleep(0.02)
            running = [one for one in running if _goes_on(one, now, luck, patience)]
    finally:
        for actor in running:
            actor.end()


def _goes_on(actor: Actor, now: datetime, luck: random.Random, patience: float) -> bool:
    """Looks after an actor; False when it has done everything."""
    if actor.has_ended():
        if actor.is_finished:
            return False
        actor.start(now, _next(luck, patience))
    elif actor.is_due():
        actor.kill()
    return True


def _cpu_seconds(pid: int) -> float:
    """What the process has used so far, by Linux's books."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _next(luck: random.Random, patience: float) -> float:
    return luck.expovariate(1 / patience) if patience else float("inf")
