"""As whom PostgreSQL runs: it refuses root, and a user id that no passwd line names."""

import hashlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from poshmark.dev.places import ROOT
from poshmark.dev.progress import LauncherError, say

NOBODY = 65534
_UNSHARE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")


@dataclass(frozen=True)
class Account:
    """A way to run programs: words before the command, or another user id."""

    prefix: tuple[str, ...] = ()
    as_user: tuple[int, int] | None = None

    @property
    def identity(self) -> dict[str, Any]:
        """Arguments for subprocess."""
        if self.as_user is None:
            return {}
        return {"user": self.as_user[0], "group": self.as_user[1], "extra_groups": []}

    def data(self, wanted: Path) -> Path:
        """Where data can lie: the wanted folder, or one that the other user can reach."""
        if self.as_user is None:
            return wanted
        folder = within_reach() / hashlib.sha256(str(wanted).encode()).hexdigest()[:12]
        folder.mkdir(mode=0o700, exist_ok=True)
        self.give(folder)
        return folder / wanted.name

    def give(self, path: Path) -> None:
        """Let the account own this file, and nobody else read it."""
        path.chmod(0o700 if path.is_dir() else 0o600)
        if self.as_user:
            os.chown(path, *self.as_user)


@cache
def for_postgres() -> Account:
    """The first way that works here; LauncherError when none does.

    A user namespace of its own maps us to "nobody" inside and leaves the files ours outside, so
    that it works below a home folder that is closed to others.
    """
    if os.geteuid() != 0 and _has_passwd_line():
        return Account()
    if _namespaces_work():
        return Account(prefix=(*_UNSHARE, "--"))
    if os.geteuid() == 0:
        say(f"  No user namespaces here: PostgreSQL runs as 'nobody', with its data in {REACH}")
        return Account(as_user=(NOBODY, NOBODY))
    raise LauncherError(
        f"PostgreSQL cannot run as user id {os.geteuid()}: /etc/passwd has no line for it and user "
        "namespaces are closed here. Add the line, or give a server's address as DATABASE_URL."
    )


REACH = Path("/var/tmp") / f"poshmark-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]}"  # noqa: S108  # owner is checked


def within_reach() -> Path:
    """A folder of root's that every user can enter."""
    REACH.mkdir(mode=0o755, exist_ok=True)
    if REACH.is_symlink() or REACH.stat().st_uid != os.geteuid():
        raise LauncherError(f"{REACH} belongs to somebody else: remove it")
    REACH.chmod(0o755)
    return REACH


def copied_within_reach(programs: Path) -> Path:
    """Copy the wheel's programs and libraries, side by side as they are, to where all can reach."""
    if programs.is_relative_to("/usr"):
        return programs
    package = programs.parents[1]
    target = within_reach() / "programs"
    for source in (package, package.with_name(f"{package.name}.libs")):
        if not (target / source.name).exists():
            half = target / f".{source.name}"
            shutil.rmtree(half, ignore_errors=True)
            shutil.copytree(source, half, symlinks=True)
            half.rename(target / source.name)
    return target / programs.relative_to(package.parent)


def _has_passwd_line() -> bool:
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        return False
    return True


def _namespaces_work() -> bool:
    try:
        done = subprocess.run([*_UNSHARE, "id", "-u"], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.stdout.strip() == str(NOBODY)
