import contextlib
import os
import sys

import pytest

from poshmark.dev import steps
from poshmark.dev.places import Places
from poshmark.dev.progress import LauncherError


def _work(places: Places, code: str) -> None:
    command = [sys.executable, "-c", code]
    steps.work("import", command, places, environment=os.environ, title="Importing closets")


def test_a_step_keeps_what_it_says_in_its_log(
    places: Places, capfd: pytest.CaptureFixture[str]
) -> None:
    _work(places, "print('first run')")
    _work(places, "print('second run')")

    assert (places.log / "import.log").read_text() == "second run\n"
    assert capfd.readouterr().out == "· Importing closets\n" * 2


def test_a_failed_step_tells_the_end_of_its_log(places: Places) -> None:
    with pytest.raises(LauncherError, match=r"Importing closets: failed.*\n(.*\n)*no such closet"):
        _work(places, "import sys; sys.exit('no such closet')")


def test_a_long_step_shows_where_it_is(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "SAY_EVERY", 0.01)
    monkeypatch.setattr(steps, "REPEAT_EVERY", 0.0)
    pipe = str(places.var / "pipe")
    os.mkfifo(pipe)
    said: list[str] = []

    def say(text: str) -> None:
        """Keep what is said; once it is the step's line, open the pipe that the step waits at."""
        said.append(text)
        if text.endswith("closet 7 of 9"):
            with contextlib.suppress(OSError):  # it may not wait yet: the line is said again
                os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))

    monkeypatch.setattr(steps, "say", say)

    _work(places, f"print('closet 7 of 9', flush=True); open({pipe!r}).read()")

    assert any(text.endswith(" s  closet 7 of 9") for text in said)


def test_a_command_in_the_foreground_gives_its_exit_code() -> None:
    command = [sys.executable, "-c", "import sys; sys.exit(3)"]

    assert steps.foreground(command, os.environ) == 3
