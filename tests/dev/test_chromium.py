from pathlib import Path

import pytest

from poshmark.dev import chromium
from poshmark.dev.progress import LauncherError


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any browser; its PATH and HOME are the given folder."""
    for name in ("CHROMIUM_PATH", "PLAYWRIGHT_BROWSERS_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(chromium, "NPM_FOLDER", tmp_path / "npm")
    return tmp_path


def _program(path: Path, text: str = "#!/bin/sh\necho Chromium 1\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_they_are_found_in_order(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert chromium.find() is None

    npms = _program(bare / "npm" / "chromium-with-libraries")
    assert chromium.find() == npms

    playwrights = _program(bare / ".cache/ms-playwright/chromium-1187/chrome-linux/chrome")
    assert chromium.find() == playwrights

    on_path = _program(bare / "chromium")
    assert chromium.find() == on_path

    monkeypatch.setenv("CHROMIUM_PATH", "/opt/chrome")
    assert chromium.find() == Path("/opt/chrome")


def test_the_newest_of_playwrights_is_taken(bare: Path) -> None:
    _program(bare / ".cache/ms-playwright/chromium-1187/chrome-linux/chrome")
    newest = _program(bare / ".cache/ms-playwright/chromium-1200/chrome-linux64/chrome")

    assert chromium.find() == newest


def test_one_that_does_not_start_is_not_taken(
    bare: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _program(bare / "chromium", "#!/bin/sh\necho libnss3.so is missing >&2; exit 127\n")

    with pytest.raises(LauncherError, match="apt-get install chromium"):
        chromium.ready()

    assert "does not start: libnss3.so is missing" in capfd.readouterr().out


@pytest.mark.usefixtures("bare")
def test_it_stops_and_says_what_to_install() -> None:
    with pytest.raises(LauncherError) as caught:
        chromium.ready()

    for help_text in ("apt-get install chromium", "playwright install", "npm", "CHROMIUM_PATH"):
        assert help_text in str(caught.value)
