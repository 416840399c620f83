import stat
from pathlib import Path

import pytest

from poshmark.dev.places import Places, write_private
from poshmark.dev.progress import LauncherError


def test_a_secret_stays_the_same_and_is_for_its_owner_alone(places: Places) -> None:
    first = places.secret("secret-key")

    assert len(first) == 43
    assert places.secret("secret-key") == first
    assert places.secret("postgres") != first
    assert stat.S_IMODE((places.secrets / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE(places.secrets.stat().st_mode) == 0o700


def test_a_private_file_replaces_an_open_one(tmp_path: Path) -> None:
    path = tmp_path / "note"
    path.write_text("open to all")

    write_private(path, "private")

    assert path.read_text() == "private"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["note"]


def test_it_says_which_folder_it_cannot_make(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where a folder should be")

    with pytest.raises(LauncherError, match="var/log cannot be made") as caught:
        Places(tmp_path / "var").make()

    assert "belong to another user" in str(caught.value)
