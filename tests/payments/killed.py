"""A process that is killed at a named step of what it does.

A fork of a test run with threads may hang on what one of them held. So the processes are forked by
a server of their own, which has no threads and loads Django once for all kills.
"""

import multiprocessing
import os
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any, Literal
from uuid import uuid4

import django
import time_machine
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

if not apps.ready:  # in the server: what is loaded there, no process loads again
    django.setup()
    reverse("home")

When = Literal["before", "after"]
MOST_SECONDS = 120
"""What an act may take on the slowest machine; alone it takes a tenth of one."""
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([__name__])


@dataclass(frozen=True)
class _World:
    """What a process of its own must know of the test: database, clock, and settings."""

    database: str
    now: datetime
    settings: dict[str, Any]
    name: str = field(default_factory=lambda: f"killed {uuid4().hex}")

    @classmethod
    def here(cls) -> "_World":
        kept = {name: getattr(settings, name) for name in ("MEDIA_ROOT", "SANDBOX_WEBHOOK_URL")}
        return cls(str(connection.settings_dict["NAME"]), timezone.now(), kept)

    def enter(self) -> None:
        """In the new process, before its first query."""
        os.environ["PGAPPNAME"] = self.name
        connection.settings_dict["NAME"] = self.database
        for name, value in self.settings.items():
            setattr(settings, name, value)
        time_machine.travel(self.now, tick=True).start()


def killed_at(step: str, when: When, act: "partial[Any]") -> None:
    """Does the act in a process of its own that is killed just before or after the step.

    step: "module:function" below payments, as its caller knows it. Comes back when nothing is left
    of the process, neither its locks nor what it had not committed.
    """
    world = _World.here()
    ours, theirs = _processes.Pipe(duplex=False)
    process = _processes.Process(target=_die_at, args=(step, when, act, world, theirs))
    process.start()
    theirs.close()
    process.join(MOST_SECONDS)
    if process.is_alive():
        process.kill()
        process.join()
        raise AssertionError(f"the process hung before {step}")
    code = process.exitcode
    process.close()
    if code != -signal.SIGKILL:
        raise AssertionError(f"the process lived past {step}\n{_last_words(ours)}")
    _until_gone(world.name)


def _die_at(
    step: str, when: When, act: Callable[[], object], world: _World, parent: Connection
) -> None:
    try:
        world.enter()
        module, name = step.split(":")
        place = import_module(f"payments.{module}")
        setattr(place, name, _last(getattr(place, name), when))
        act()
    except BaseException:
        parent.send(traceback.format_exc())
    os._exit(1)


def _last(known: Callable[..., object], when: When) -> Callable[..., None]:
    def last(*args: Any, **kwargs: Any) -> None:
        if when == "after":
            known(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    return last


def _last_words(ours: Connection) -> str:
    try:
        return str(ours.recv())
    except EOFError:
        return "it ended its act"


def _until_gone(name: str) -> None:
    """Waits until PostgreSQL has noticed: until then the dead one's transaction is not undone."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s"
    with connection.cursor() as cursor:
        while True:
            cursor.execute(asked, [name])
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.005)
