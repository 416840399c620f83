import os
from pathlib import Path

from poshmark.dev import lock


def test_only_one_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"

    with lock.held(path) as first, lock.held(path) as second:
        assert (first, second) == (True, False)
        assert lock.holder(path) == os.getpid()

    assert lock.holder(path) is None


def test_it_is_free_again_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with lock.held(path):
        pass

    with lock.held(path) as again:
        assert again


def test_a_lock_that_was_never_taken_has_no_holder(tmp_path: Path) -> None:
    assert lock.holder(tmp_path / "lock") is None
