"""The folders under var/ and the secrets that are made once and kept there."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from poshmark.dev.progress import LauncherError

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Places:
    """One set of local data: a site's var/, or a test run's var/test-N/."""

    var: Path

    @property
    def postgres(self) -> Path:
        return self.var / "postgres"

    @property
    def valkey(self) -> Path:
        return self.var / "valkey"

    @property
    def log(self) -> Path:
        return self.var / "log"

    @property
    def run(self) -> Path:
        return self.var / "run"

    @property
    def secrets(self) -> Path:
        return self.var / "secrets"

    def make(self) -> None:
        """Make the folders; those that hold secrets are closed to other users."""
        try:
            for folder in (self.log, self.run, self.secrets, self.valkey):
                folder.mkdir(parents=True, exist_ok=True)
            for folder in (self.run, self.secrets):
                folder.chmod(0o700)
        except OSError as error:
            raise LauncherError(
                f"{error.filename} cannot be made or changed ({error.strerror}). "
                f"Does {self.var} belong to another user, perhaps from a run as root?"
            ) from error

    def secret(self, name: str) -> str:
        """A random word, the same at every call for the same name."""
        path = self.secrets / name
        if not path.exists():
            write_private(path, secrets.token_urlsafe(32))
        return path.read_text()


SITE = Places(ROOT / "var")


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read; a reader never sees half of it."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)
