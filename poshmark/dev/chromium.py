"""The browser of the tests: found on this machine, or installed."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from poshmark.dev import steps
from poshmark.dev.places import ROOT, SITE
from poshmark.dev.progress import LauncherError, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NPM_PACKAGE = "@sparticuz/chromium@147.0.0"
NPM_FOLDER = ROOT / "var" / "chromium"
# Unpacks the browser, and the libraries that a bare machine lacks, into TMPDIR.
UNPACK = 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();'
WRAPPER = """#!/bin/sh
export LD_LIBRARY_PATH="{folder}/al2023/lib" FONTCONFIG_FILE="{folder}/fonts.conf"
exec "{folder}/chromium" "$@"
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{folder}/fonts/fonts</dir>
  <cachedir>{folder}/font-cache</cachedir>
</fontconfig>
"""


def find() -> Path | None:
    """The first browser of: CHROMIUM_PATH, PATH, Playwright's own download, the npm package."""
    if given := os.environ.get("CHROMIUM_PATH"):
        return Path(given)
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    return _playwrights() or _npms()


def ready() -> Path:
    """A browser that starts: the one found, else installed by the first way that works.

    Raises LauncherError that says what to install when there is none.
    """
    for attempt in (find, *_ways_to_install()):
        browser = attempt()
        if browser and _starts(browser):
            return browser
    raise LauncherError(
        "The tests need a Chromium and none could be had. Any one of these helps:\n"
        "  apt-get install chromium (as root)\n"
        "  .venv/bin/playwright install chromium\n"
        "  Node 20 or later with npm, and then this command again\n"
        "  CHROMIUM_PATH=/path/to/chromium"
    )


def _ways_to_install() -> list[Callable[[], Path | None]]:
    ways: list[Callable[[], Path | None]] = []
    if os.geteuid() == 0 and shutil.which("apt-get"):
        ways.append(_install_debians)
    if shutil.which("npm"):
        ways.append(_install_npms)
    return ways


def _starts(browser: Path) -> bool:
    try:
        done = subprocess.run([browser, "--version"], capture_output=True, text=True, check=False)
    except OSError as error:
        say(f"  {browser}: {error.strerror}")
        return False
    if done.returncode:
        say(f"  {browser} does not start: {done.stderr.strip()[:200]}")
    return done.returncode == 0


def _playwrights() -> Path | None:
    """The newest one that `playwright install chromium` left."""
    home = os.environ.get("HOME", "/nonexistent")
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or f"{home}/.cache/ms-playwright")
    found = sorted(folder.glob("chromium-*/chrome-linux*/chrome"))
    return found[-1] if found else None


def _npms() -> Path | None:
    wrapper = NPM_FOLDER / "chromium-with-libraries"
    return wrapper if wrapper.exists() else None


def _install_debians() -> Path | None:
    apt = ["apt-get", "-q", "-y", "-o", "Dpkg::Use-Pty=0"]
    environment = dict(os.environ) | {"DEBIAN_FRONTEND": "noninteractive"}
    return _install(
        [
            ("Asking Debian for its packages", [*apt, "update"]),
            (
                "Installing Debian's Chromium",
                [*apt, "install", "--no-install-recommends", "chromium"],
            ),
        ],
        environment,
    )


def _install_npms() -> Path | None:
    NPM_FOLDER.mkdir(exist_ok=True)
    environment = dict(os.environ) | {
        "npm_config_cache": str(NPM_FOLDER / "npm-cache"),
        "TMPDIR": str(NPM_FOLDER),
        "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs20.x",  # has the package unpack its libraries too
    }
    prefix = f"--prefix={NPM_FOLDER}"
    unpack = f"cd '{NPM_FOLDER}' && node --input-type=module -e '{UNPACK}'"
    if not _install(
        [
            ("Installing npm's Chromium", ["npm", "install", "--no-save", prefix, NPM_PACKAGE]),
            ("Unpacking it", ["sh", "-c", unpack]),
        ],
        environment,
        found=lambda: NPM_FOLDER / "chromium",
    ):
        return None
    (NPM_FOLDER / "fonts.conf").write_text(FONTS.format(folder=NPM_FOLDER))
    wrapper = NPM_FOLDER / "chromium-with-libraries"
    wrapper.write_text(WRAPPER.format(folder=NPM_FOLDER))
    wrapper.chmod(0o755)
    return wrapper


def _install(
    commands: list[tuple[str, list[str]]],
    environment: dict[str, str],
    found: Callable[[], Path | None] = find,
) -> Path | None:
    """Run the commands in turn; what is found afterwards, or None when one of them failed."""
    for title, command in commands:
        try:
            steps.work("chromium", command, SITE, environment=environment, title=title)
        except LauncherError as error:
            say(f"  {error}")
            return None
    return found()
