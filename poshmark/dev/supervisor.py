"""Keeping the site's processes alive, and showing the lines of their logs that matter."""

import json
import time
from pathlib import Path

from poshmark.dev.children import Child
from poshmark.dev.progress import heed_terminal, say

LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0
LOUD = (" ERROR ", " CRITICAL ", "[ERROR]", "[CRITICAL]", ": ERROR/", ": CRITICAL/", " FATAL: ")


class Supervisor:
    """Restarts what ends unexpectedly, after a pause that doubles while it keeps ending."""

    def __init__(self, children: list[Child]) -> None:
        self._watches = [Watch(child) for child in children]

    def look(self) -> None:
        """One round: show new lines, restart what is due. Call it a few times a second."""
        heed_terminal()
        for watch in self._watches:
            watch.show_news()
            watch.keep_alive()

    def end(self) -> None:
        """End all of them: each is asked first, so that they end side by side."""
        for watch in self._watches:
            watch.child.ask_to_end()
        for watch in self._watches:
            watch.child.end()


class Watch:
    """One child, the end of its log that was shown, and when it may start again."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self._tail = Tail(child.log)
        self._started = time.monotonic()
        self._pause = 0.0
        self._due: float | None = None

    def show_news(self) -> None:
        for line in self._tail.news():
            if text := worth_showing(line):
                say(f"[{self.child.program.name}] {text}")

    def keep_alive(self) -> None:
        if self.child.ended is None:
            return
        if self._due is None:
            self._plan_restart()
        elif time.monotonic() >= self._due:
            self.child.start()
            self._started, self._due = time.monotonic(), None

    def _plan_restart(self) -> None:
        lived = time.monotonic() - self._started
        self._pause = 1.0 if lived > STEADY_AFTER else min(max(self._pause * 2, 1), LONGEST_PAUSE)
        self._due = time.monotonic() + self._pause
        say(
            f"! {self.child.program.name} ended unexpectedly ({_how(self.child.ended)}). "
            f"It starts again in {self._pause:.0f} s; its log: {self.child.log}"
        )


class Tail:
    """The lines that were added to a log since the last look."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._seen = log.stat().st_size if log.exists() else 0

    def news(self) -> list[str]:
        """Whole new lines; a half one waits for its end."""
        if self._log.stat().st_size == self._seen:
            return []
        with self._log.open("rb") as file:
            file.seek(self._seen)
            whole, newline, _ = file.read().rpartition(b"\n")
        self._seen += len(whole) + len(newline)
        return whole.decode(errors="replace").splitlines()


def worth_showing(line: str) -> str | None:
    """What the person at the keyboard should see of a log's line: mails and errors."""
    if line.startswith('{"mail_to"'):
        mail = json.loads(line)
        return f"mail to {', '.join(mail['mail_to'])}: {mail['subject']} (read it at /outbox/)"
    if "/readyz" in line:  # we ask for it ourselves while parts are missing
        return None
    return line if any(word in line for word in LOUD) else None


def _how(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
