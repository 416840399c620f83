"""What the launcher prints while it works."""

import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class LauncherError(Exception):
    """Something only the person at the keyboard can mend. Its text says what to do."""


def say(text: str) -> None:
    """Print one line at once, also when the output is a pipe; a closed terminal is no error."""
    with suppress(OSError):
        print(text, flush=True)


def warn(text: str) -> None:
    """The same on the error output."""
    with suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def heed_terminal() -> None:
    """Answer a closed terminal as the kernel's own signal for it.

    That signal goes to the session's leader alone, and when the leader is make it is kept.
    """
    if TERMINAL.poll(0):
        signal.raise_signal(signal.SIGHUP)


def _terminal() -> select.poll:
    """What tells when the terminal of our output hangs up; of a pipe or a file it tells nothing."""
    poll = select.poll()
    if sys.stdout.isatty():
        poll.register(sys.stdout, select.POLLHUP)
    return poll


TERMINAL = _terminal()


@contextmanager
def step(name: str) -> Iterator[None]:
    """Announce a piece of work, and how long it took when that was more than a second."""
    say(f"· {name}")
    began = time.monotonic()
    yield
    seconds = time.monotonic() - began
    if seconds > 1:
        say(f"  done in {seconds:.1f} s")
