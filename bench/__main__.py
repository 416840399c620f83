"""`make bench`: measures the running code on the site's data and writes bench/results.md.

Loads go to loopback only, are bounded in time and stop by themselves. Machines are noisy: compare
the CPU per request of app and database, not the seconds.
"""

import argparse
import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import django

RESULTS = Path(__file__).parent / "results.md"
COLUMNS = ("work", "requests/s", "CPU ms app", "CPU ms database", "queries", "p50 ms", "p95 ms")


def main() -> None:
    """Runs every piece of work in turn and prints a row for each."""
    arguments = _arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poshmark.settings")
    django.setup()
    from bench.measure import measure
    from bench.server import site_served
    from bench.work import WORK, Shop, data_line

    shop = Shop.load()
    rows = []
    with site_served() as site:
        for name, plan in WORK.items():
            figures = measure(site, plan, shop, arguments.seconds, arguments.clients)
            rows.append((name, *figures))
            print(" | ".join(f"{cell:>18}" for cell in rows[-1]), flush=True)
    RESULTS.write_text(_table(rows, data_line(), arguments))
    print(f"Written to {RESULTS}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0, help="for each piece of work")
    parser.add_argument("--clients", type=int, default=4, help="at once")
    return parser.parse_args()


def _table(rows: Sequence[tuple[str, ...]], data: str, arguments: argparse.Namespace) -> str:
    when = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    lines = [
        "# Benchmarks",
        "",
        f"`make bench` on {when}: {machine}; gunicorn with 2 workers of 4 threads, Postgres and",
        f"Valkey on the same machine; {arguments.clients} clients over loopback for"
        f" {arguments.seconds:.0f} s each.",
        "",
        f"Data: {data}",
        "",
        "| " + " | ".join(COLUMNS) + " |",
        "|---" * len(COLUMNS) + "|",
        *("| " + " | ".join(row) + " |" for row in rows),
        "",
        "CPU ms: processor time of gunicorn's and of Postgres's processes over the requests",
        "answered. Queries: of one request, counted in process.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
