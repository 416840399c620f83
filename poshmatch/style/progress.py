"""A progress bar for commands, drawn on a stream at most ten times a second."""

import time
from types import TracebackType
from typing import Protocol

WIDTH = 30
PAUSE = 0.1


class Stream(Protocol):
    """Where the bar is drawn."""

    def write(self, text: str, /) -> object:
        """Write text as it is."""

    def flush(self) -> None:
        """Show it."""


class ProgressBar:
    """Called with (stage, share done); as a context it ends its line."""

    def __init__(self, stream: Stream) -> None:
        """Draw on `stream`."""
        self.stream, self.stage, self.drawn, self.started = stream, "", 0.0, time.monotonic()

    def __enter__(self) -> "ProgressBar":
        """Nothing to prepare."""
        return self

    def __call__(self, stage: str, done: float) -> None:
        """Draw when a stage begins or ends, or after a pause."""
        now = time.monotonic()
        if stage != self.stage or done >= 1 or now - self.drawn > PAUSE:
            self.stage, self.drawn = stage, now
            bar = ("#" * round(WIDTH * done)).ljust(WIDTH, ".")
            self.stream.write(f"\r{stage:<10} {bar} {done:4.0%} {now - self.started:6.1f} s")
            self.stream.flush()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the bar and start a new line."""
        self.stream.write("\n")
