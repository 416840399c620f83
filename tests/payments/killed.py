"""A process that is killed at a named step of what it does."""

import os
import signal
import traceback
from collections.abc import Callable
from importlib import import_module
from threading import Timer
from typing import Any, Literal

from django.db import connections

from payments.sandbox.own_thread import sandbox_disconnect

When = Literal["before", "after"]
HANGS_AFTER = 60
"""Seconds; an act takes less than one."""


def killed_at(step: str, when: When, act: Callable[[], object]) -> None:
    """Does the act in a process of its own that is killed just before or after the step.

    step: "module:function" below payments.orders, as its caller knows it.
    """
    connections.close_all()
    sandbox_disconnect()
    pid = os.fork()
    if pid == 0:
        _die_at(step, when, act)
    # A fork may hang on what a thread of the test run held: then it dies where it stands, which
    # has to be survived just as well.
    watch = Timer(HANGS_AFTER, os.kill, (pid, signal.SIGKILL))
    watch.start()
    _, status = os.waitpid(pid, 0)
    watch.cancel()
    watch.join()
    if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
        raise AssertionError(f"the process lived past {step}")


def _die_at(step: str, when: When, act: Callable[[], object]) -> None:
    try:
        module, name = step.split(":")
        place = import_module(f"payments.orders.{module}")
        known = getattr(place, name)

        def last(*args: Any, **kwargs: Any) -> None:
            if when == "after":
                known(*args, **kwargs)
            os.kill(os.getpid(), signal.SIGKILL)

        setattr(place, name, last)
        act()
    except BaseException:
        traceback.print_exc()
    os._exit(1)
