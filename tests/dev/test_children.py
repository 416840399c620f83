import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from poshmark.dev import children, leftovers
from poshmark.dev.places import ROOT, Places
from tests.dev.processes import ANSWERS, STUBBORN, gone, noted_pid, started, until_it_says

LAUNCHER = f"""
import sys
from pathlib import Path
from poshmark.dev.places import Places
from tests.dev.processes import started
child = started(Places(Path(sys.argv[1])), {ANSWERS!r})
print(child.process.pid, flush=True)
sys.stdin.read()
"""
WITH_A_CHILD_OF_ITS_OWN = f"""
import subprocess, sys
inner = subprocess.Popen([sys.executable, "-c", {STUBBORN!r}], stdout=subprocess.DEVNULL)
print("inner", inner.pid, "up", flush=True)
inner.wait()
"""


def test_a_child_ends_when_asked_and_leaves_no_note(places: Places) -> None:
    child = started(places, ANSWERS)
    assert noted_pid(places, "child") == child.process.pid

    child.end()

    assert child.ended == -signal.SIGTERM
    assert list(places.run.glob("*.json")) == []


def test_a_stubborn_child_is_killed(places: Places, capfd: pytest.CaptureFixture[str]) -> None:
    child = started(places, STUBBORN, patience=0.1)

    child.end()

    assert child.ended == -signal.SIGKILL
    assert "child did not stop in 0 s: killing it" in capfd.readouterr().out


def test_what_a_child_started_ends_with_it(places: Places) -> None:
    child = started(places, WITH_A_CHILD_OF_ITS_OWN)
    inner = int(child.log.read_text().split()[1])

    child.end()

    assert gone(inner)


def test_it_ends_when_the_launcher_is_killed(places: Places) -> None:
    launcher = subprocess.Popen(
        [sys.executable, "-c", LAUNCHER, str(places.var)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    with launcher:
        assert launcher.stdout is not None
        pid = int(launcher.stdout.readline())
        launcher.kill()

    assert gone(pid)


def test_leftovers_of_a_killed_run_are_ended(places: Places) -> None:
    child = started(places, STUBBORN)

    leftovers.clean(places.run, patience=0)

    assert child.process.wait(60) == -signal.SIGKILL
    assert list(places.run.iterdir()) == []


def test_a_process_that_took_over_a_number_is_left_alone(places: Places) -> None:
    stranger = started(places, ANSWERS)
    note = leftovers.note("child", stranger.process.pid)
    note["born"] = (note["born"] or 0) - 1
    (places.run / "child.json").write_text(json.dumps(note))

    leftovers.clean(places.run, patience=0)

    assert stranger.ended is None
    stranger.end()


def test_a_note_from_before_the_last_boot_means_nothing(places: Places) -> None:
    stranger = started(places, ANSWERS)
    note = leftovers.note("child", stranger.process.pid) | {"boot": "another"}
    (places.run / "child.json").write_text(json.dumps(note))

    leftovers.clean(places.run, patience=0)

    assert stranger.ended is None
    assert list(places.run.iterdir()) == []
    stranger.end()


def test_a_zombie_counts_as_gone(tmp_path: Path) -> None:
    zombie = subprocess.Popen([sys.executable, "-c", ""])
    assert gone(zombie.pid)
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)

    assert leftovers.born(zombie.pid) is None
    assert zombie.wait() == 0


def test_a_long_log_is_put_aside(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "ROTATE_AT", 10)
    (places.log / "web.log").write_text("more than ten")
    (places.log / "beat.log").write_text("few")

    children.rotate_logs(places)

    assert sorted(p.name for p in places.log.iterdir()) == ["beat.log", "web.log.1"]


def test_its_last_lines_are_told(places: Places) -> None:
    child = started(places, "print('one'); print('two'); print('up', flush=True); input()")
    until_it_says(child.log, "Error")
    child.end()

    assert child.last_lines(1) == "EOFError: EOF when reading a line"
