import os
import signal
import time
from pathlib import Path

import pytest

from poshmark.dev.places import Places
from poshmark.dev.supervisor import Supervisor, Tail, worth_showing
from tests.dev.processes import ANSWERS, gone, started


def _kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    assert gone(pid)


def test_it_restarts_what_ended_and_says_so(
    places: Places, capfd: pytest.CaptureFixture[str]
) -> None:
    child = started(places, ANSWERS, name="worker")
    first = child.process.pid
    watching = Supervisor([child])
    _kill(first)

    while child.ended is not None:
        watching.look()

    assert child.process.pid != first
    assert "worker ended unexpectedly (signal 9). It starts again in 1 s" in capfd.readouterr().out
    watching.end()
    assert child.ended == -signal.SIGTERM


def test_the_pause_doubles_while_it_keeps_ending(
    places: Places, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    child = started(places, "print('up', flush=True)", name="beat")
    watching = Supervisor([child])

    for _ in range(7):
        assert gone(child.process.pid)
        watching.look()
        now += 31
        watching.look()

    said = capfd.readouterr().out
    assert [f"again in {n} s" in said for n in (1, 2, 4, 8, 16, 30)] == [True] * 6
    assert "again in 32 s" not in said
    watching.end()


def test_a_tail_gives_whole_new_lines_only(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    log.write_text("old\n")
    tail = Tail(log)

    with log.open("a") as file:
        file.write("new\nhalf")
    assert tail.news() == ["new"]

    with log.open("a") as file:
        file.write(" done\n")
    assert tail.news() == ["half done"]
    assert tail.news() == []


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (
            '{"mail_to": ["bea@poshmark.test"], "subject": "Your order", "file": "1.eml"}',
            "mail to bea@poshmark.test: Your order (read it at /outbox/)",
        ),
        ("2026-11-24 INFO django.server - GET /", None),
        ("2026-11-24 ERROR django.request [-] boom", "2026-11-24 ERROR django.request [-] boom"),
        ("2026-11-24 ERROR django.request [-] Service Unavailable: /readyz", None),
        ("12:00 UTC [7] FATAL:  out of memory", "12:00 UTC [7] FATAL:  out of memory"),
    ],
)
def test_mails_and_errors_are_shown(line: str, shown: str | None) -> None:
    assert worth_showing(line) == shown
