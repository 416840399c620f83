"""The command line: `python3 -m poshmark.dev COMMAND`."""

import os
import shutil
import subprocess
import sys

NEEDED = (3, 11)
NEWER = ("python3.13", "python3.12", "python3.11")


def main() -> int:
    """Run the command; returns the exit code."""
    if sys.version_info < NEEDED:
        return _start_again_with_newer_python()
    from poshmark.dev import cli

    return cli.main(sys.argv[1:])


def _start_again_with_newer_python() -> int:
    for name in NEWER:
        found = shutil.which(name)
        if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            os.execv(found, [found, "-m", "poshmark.dev", *sys.argv[1:]])  # noqa: S606 - our own words
    sys.stderr.write(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
