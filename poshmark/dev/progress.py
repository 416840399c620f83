"""What the launcher prints while it works."""

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


@contextmanager
def step(name: str) -> Iterator[None]:
    """Announce a piece of work, and how long it took when that was more than a second."""
    say(f"· {name}")
    began = time.monotonic()
    yield
    seconds = time.monotonic() - began
    if seconds > 1:
        say(f"  done in {seconds:.1f} s")
