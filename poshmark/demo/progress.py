"""A line or a bar for each step of the generator."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

Item = TypeVar("Item")
WIDTH = 24
EVERY = 1.0


class Progress:
    """Prints a bar that moves on a terminal, and a line a second elsewhere."""

    def __init__(self, out: TextIO | None = None) -> None:
        self.out = out or sys.stdout
        self.moves = self.out.isatty()

    def done(self, name: str, count: int) -> None:
        """A step that took no time to speak of: what it made."""
        self._print(f"{name:<28} {'█' * WIDTH} {count:>7,}\n")

    def over(self, name: str, items: Iterable[Item], total: int) -> Iterator[Item]:
        """Hands the items on, showing how many of `total` are done."""
        shown = 0.0
        for number, item in enumerate(items, 1):
            yield item
            if time.monotonic() - shown > (0.1 if self.moves else EVERY) and number < total:
                shown = time.monotonic()
                self._print(self._bar(name, number, total) + ("\r" if self.moves else "\n"))
        self.done(name, total)

    def _bar(self, name: str, number: int, total: int) -> str:
        full = WIDTH * number // max(1, total)
        return f"{name:<28} {'█' * full}{'░' * (WIDTH - full)} {number:>7,} of {total:,}"

    def _print(self, text: str) -> None:
        self.out.write(text)
        self.out.flush()
