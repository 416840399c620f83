"""What each command of `python3 -m poshmark.dev` does; each returns the exit code."""

import os
import shutil
import signal
import sys
import time
from pathlib import Path

from poshmark.dev import accounts, chromium, lock, scale, site, steps, venv
from poshmark.dev import lint as linting
from poshmark.dev.children import Words
from poshmark.dev.places import ROOT, SITE, Places
from poshmark.dev.progress import LauncherError, say, step
from poshmark.dev.services import LOCK, joined_services, test_services

STOP_PATIENCE = 40.0


def port() -> int:
    """The site's port: PORT, else 8000. Raises LauncherError when PORT is no port."""
    given = os.environ.get("PORT", "8000")
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise LauncherError(f"PORT={given} is not a port number (1 to 65535)")
    return int(given)


def run(_: list[str]) -> int:
    """Set up what is missing and run the site until Ctrl-C."""
    chosen = port()
    site.run(venv.entered(venv.RUN), chosen)
    return 0


def test(arguments: list[str]) -> int:
    """Run the tests; what is given goes to pytest (default: everything, on every core)."""
    python = venv.entered(venv.TEST)
    os.environ["CHROMIUM_PATH"] = str(chromium.ready())
    given = arguments or ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
    return steps.foreground([python, "-m", "pytest", *given], steps.python_environment())


def lint(_: list[str]) -> int:
    """Run every check that needs no test run."""
    failed = linting.lint(venv.entered(venv.TEST))
    say(f"Failed: {', '.join(failed)}" if failed else "All checks passed")
    return 1 if failed else 0


def tidy(_: list[str]) -> int:
    """Write code and templates in the form that the checks want."""
    return linting.tidy(venv.entered(venv.TEST))


def lock_requirements(_: list[str]) -> int:
    """Write the three locked requirements files anew from their .in files."""
    python = venv.entered(venv.TEST)
    flags = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    flags += ["--no-emit-index-url", "--no-emit-find-links", "--python-version=3.11"]
    for name in venv.TEST:
        compiled: Words = ["pip", "compile", *flags, name.replace(".txt", ".in"), "-o", name]
        with step(f"Locking {name}"):
            command = [python.parent / "uv", *compiled]
            if code := steps.foreground(command, steps.python_environment()):
                return code
    return 0


def prove(arguments: list[str]) -> int:
    """Run one of tests/prove on an empty, migrated database of its own."""
    name, *rest = arguments or [""]
    if not (ROOT / "tests" / "prove" / f"{name}.py").exists():
        known = sorted(p.stem for p in (ROOT / "tests" / "prove").glob("[a-z]*.py"))
        raise LauncherError(f"There is no proof {name!r}. There are: {', '.join(known) or 'none'}")
    python = venv.entered(venv.TEST)
    os.environ["CHROMIUM_PATH"] = str(chromium.ready())
    with test_services(empty=True) as environment:
        places = Places(Path(environment["VAR_DIR"]))
        command: Words = [python, ROOT / "manage.py", "migrate", "--no-input"]
        title = "Bringing the database up to date"
        steps.work("migrate", command, places, environment=environment, title=title)
        return steps.foreground([python, "-m", f"tests.prove.{name}", *rest], environment)


def manage(arguments: list[str]) -> int:
    """Run manage.py with the running site's services, or with ones started for it."""
    python = venv.entered(venv.RUN)
    with joined_services(port()) as environment:
        return steps.foreground([python, ROOT / "manage.py", *arguments], environment)


def demo(arguments: list[str]) -> int:
    """Load the demo marketplace."""
    return manage(["demo_load", *arguments])


def shell(arguments: list[str]) -> int:
    """Open Django's shell."""
    return manage(["shell", *arguments])


def bench(arguments: list[str]) -> int:
    """Run the benchmarks on the site's data, or on the big data set that SIZE names."""
    chosen, python = scale.size(), venv.entered(venv.TEST)
    with joined_services(port()) as environment:
        at_size = scale.at_size(environment, chosen) if chosen else environment
        return steps.foreground([python, "-m", "bench", *arguments], at_size)


def bench_seed(arguments: list[str]) -> int:
    """Write the big data set that SIZE names, in a database of its own."""
    chosen = scale.size()
    if chosen is None:
        raise LauncherError(f"Which size? For example: SIZE={scale.SIZES[0]} make bench-seed")
    python = venv.entered(venv.TEST)
    with joined_services(port()) as environment:
        command: Words = [python, "-m", "bench.seed", f"--size={chosen}", *arguments]
        return steps.foreground(command, scale.at_size(environment, chosen))


def stop(_: list[str]) -> int:
    """End the site that runs in this folder, if one does."""
    pid = lock.holder(LOCK)
    if pid is None:
        say("The site does not run")
        return 0
    os.kill(pid, signal.SIGTERM)
    with step(f"Stopping the site (process {pid})"):
        _wait_until_stopped()
    return 0


def _wait_until_stopped() -> None:
    deadline = time.monotonic() + STOP_PATIENCE
    while lock.holder(LOCK) is not None:
        if time.monotonic() > deadline:
            raise LauncherError(f"It still runs after {STOP_PATIENCE:.0f} s; see {SITE.log}")
        time.sleep(0.1)


def reset(_: list[str]) -> int:
    """Remove the site's local data, after asking; FORCE=1 answers yes."""
    if pid := lock.holder(LOCK):
        raise LauncherError(f"The site runs (process {pid}): 'make stop' first")
    if os.environ.get("FORCE") != "1" and not _agreed():
        say("Nothing was removed")
        return 1
    shutil.rmtree(SITE.var, ignore_errors=True)
    shutil.rmtree(accounts.REACH, ignore_errors=True)
    say(f"Removed {SITE.var}")
    return 0


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise LauncherError("Nobody is here to ask: FORCE=1 make reset")
    return input(f"Remove all local data in {SITE.var}? [y/N] ").strip().lower() in ("y", "yes")
