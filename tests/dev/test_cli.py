import socket
import subprocess
import sys
from pathlib import Path

import pytest

from poshmark.dev import cli, commands, lock, ports, services, site
from poshmark.dev.places import ROOT, Places
from poshmark.dev.progress import LauncherError

MAKE_LISTS = (
    "run",
    "test",
    "lint",
    "tidy",
    "lock",
    "prove",
    "stop",
    "reset",
    "demo",
    "shell",
    "bench",
    "bench-seed",
)


def test_make_and_the_command_line_offer_the_same() -> None:
    makefile = (ROOT / "Makefile").read_text()
    command_line = cli.parser().format_help()

    for name in MAKE_LISTS:
        assert f"\n{name}:" in makefile
        assert f"\n  {name} " in command_line


def test_a_word_too_many_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(["stop", "everything"])

    assert caught.value.code == 2
    assert "unrecognized arguments: everything" in capfd.readouterr().err


@pytest.mark.parametrize("given", ["0", "65536", "http", "-1", ""])
def test_a_port_that_is_none_is_refused(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", given)

    with pytest.raises(LauncherError, match=f"PORT={given} is not a port number"):
        commands.port()


def test_the_port_is_8000_unless_port_says_another(monkeypatch: pytest.MonkeyPatch) -> None:
    assert commands.port() == 8000

    monkeypatch.setenv("PORT", "8123")

    assert commands.port() == 8123


def test_a_taken_port_is_refused_by_name(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "SITE", places)
    monkeypatch.setattr(services, "LOCK", places.run / "lock")
    monkeypatch.setattr(services, "NOTE", places.run / "environment")
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example/poshmark")
    monkeypatch.setenv("REDIS_URL", "redis://valkey.example/0")
    with socket.socket() as other:
        other.bind((ports.HOST, 0))
        other.listen()
        taken = other.getsockname()[1]

        with pytest.raises(LauncherError, match=f"Port {taken} is taken.*PORT={taken + 1}"):
            site.run(Path(sys.executable), taken)


def test_an_unknown_proof_is_refused_with_the_known_ones() -> None:
    with pytest.raises(LauncherError, match="There is no proof 'nonsense'"):
        commands.prove(["nonsense"])


def test_nothing_is_removed_when_nobody_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE", raising=False)
    monkeypatch.setattr(lock, "holder", lambda _: None)

    with pytest.raises(LauncherError, match="FORCE=1 make reset"):
        commands.reset([])


def test_help_needs_the_standard_library_alone() -> None:
    command = [sys.executable, "-S", "-E", "-m", "poshmark.dev", "--help"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert "set up what is missing and run the site" in done.stdout
