import json
from pathlib import Path

import pytest

from poshmark.dev import venv
from poshmark.dev.places import Places


@pytest.fixture
def own_venv(places: Places, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A .venv of the test's own, with two requirements files that ask for nothing."""
    folder = places.var / ".venv"
    monkeypatch.setattr(venv, "SITE", places)
    monkeypatch.setattr(venv, "ROOT", places.var)
    monkeypatch.setattr(venv, "VENV", folder)
    monkeypatch.setattr(venv, "PYTHON", folder / "bin" / "python")
    monkeypatch.setattr(venv, "NOTE", folder / "installed.json")
    for name in venv.RUN:
        (places.var / name).write_text("# nothing\n")
    return folder


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The files that pip would have been given, one list a call."""
    calls: list[list[str]] = []
    monkeypatch.setattr(venv, "_install", lambda wanted: calls.append(list(wanted)))
    return calls


def test_pip_runs_only_when_a_requirements_file_changed(
    own_venv: Path, installed: list[list[str]], places: Places
) -> None:
    assert venv._ready(venv.RUN) == own_venv / "bin" / "python"
    venv._ready(venv.RUN)
    assert installed == [list(venv.RUN)]

    (places.var / venv.RUN[0]).write_text("# something else\n")
    venv._ready(venv.RUN)

    assert installed == [list(venv.RUN), list(venv.RUN)]
    assert sorted(json.loads((own_venv / "installed.json").read_text())) == sorted(venv.RUN)


def test_a_venv_whose_python_is_gone_is_made_anew(
    own_venv: Path, installed: list[list[str]]
) -> None:
    venv._ready(venv.RUN)
    (own_venv / "bin" / "python").unlink()
    (own_venv / "bin" / "python").symlink_to("/nowhere/python3")

    venv._ready(venv.RUN)

    assert venv._works()
    assert installed == [list(venv.RUN), list(venv.RUN)]


@pytest.mark.usefixtures("installed")
def test_its_python_finds_the_house(own_venv: Path, places: Places) -> None:
    venv._ready(venv.RUN)

    (path,) = own_venv.glob("lib/python*/site-packages/house.pth")

    assert path.read_text() == f"{places.var}\n"


def test_another_python_is_used_as_it_is(
    own_venv: Path, installed: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSHMARK_PYTHON", "/opt/python")
    monkeypatch.setenv(venv.INSIDE, "/opt/python")

    assert venv.entered(venv.RUN) == Path("/opt/python")
    assert installed == []
    assert not own_venv.exists()
