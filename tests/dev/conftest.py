"""Folders for the launcher's tests; they need no Django."""

from pathlib import Path

import pytest

from poshmark.dev.places import Places

SET_BY_US = ("POSHMARK_EMBEDDED", "SECRET_KEY", "SITE_URL", "VAR_DIR", "PYTHONUNBUFFERED")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    made = Places(tmp_path / "var")
    made.make()
    return made


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test run's own servers are not the ones that these tests start."""
    for name in ("DATABASE_URL", "REDIS_URL", "PORT", *SET_BY_US):
        monkeypatch.delenv(name, raising=False)
