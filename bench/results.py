"""bench/results.md: one section for each size of data that was measured."""

import argparse
import os
import platform
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "results.md"
COLUMNS = ("work", "requests/s", "CPU ms app", "CPU ms database", "queries", "p50 ms", "p95 ms")
_HEAD = """# Benchmarks

CPU ms: processor time of gunicorn's and of Postgres's processes for the database over the
requests answered. Queries: of one request, counted in process.
"""


def results_write(
    title: str, rows: Sequence[Sequence[str]], data: str, arguments: argparse.Namespace
) -> None:
    """Puts the section of this title in the place of its former one, or at the end."""
    old = RESULTS.read_text() if RESULTS.exists() else _HEAD
    sections = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", old, re.MULTILINE | re.DOTALL))
    sections[title] = _section(rows, data, arguments)
    text = "".join(f"\n## {name}\n\n{body.strip()}\n" for name, body in sections.items())
    RESULTS.write_text(_HEAD + text)


def _section(rows: Sequence[Sequence[str]], data: str, arguments: argparse.Namespace) -> str:
    return "\n".join(
        [
            f"`make bench` on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC: {machine()}; gunicorn with 2",
            f"workers of 4 threads, Postgres and Valkey on the same machine; {arguments.clients}"
            f" clients over loopback for {arguments.seconds:.0f} s each.",
            "",
            f"Data: {data}",
            "",
            "| " + " | ".join(COLUMNS) + " |",
            "|---" * len(COLUMNS) + "|",
            *("| " + " | ".join(row) + " |" for row in rows),
        ]
    )


def machine() -> str:
    """The machine in a few words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = platform.python_version()
    return f"{platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, Python {python}"
