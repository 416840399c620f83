"""`make bench`: measures the running code on the site's data and writes bench/results.md.

Loads go to loopback only, are bounded in time and stop by themselves. Machines are noisy: compare
the CPU per request of app and database, not the seconds.
"""

import argparse
import os
import sys

import django

from bench.results import RESULTS, results_write


def main() -> int:
    """Runs every piece of work in turn and prints a row for each; returns the exit code."""
    arguments = _arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poshmark.settings")
    django.setup()
    from bench.scale import NotSeeded, scale_name, scale_prepare
    from bench.work import data_line

    try:
        scale_prepare(is_trained=not arguments.untrained)
    except NotSeeded as problem:
        sys.stderr.write(f"! {problem}\n")
        return 1
    if arguments.explain:
        _explain(arguments)
        return 0
    rows = _measured(arguments)
    if not arguments.only:
        results_write(scale_name(), rows, data_line(), arguments)
        print(f"Written to {RESULTS}")
    return 0


def _measured(arguments: argparse.Namespace) -> list[tuple[str, ...]]:
    from bench.measure import measure
    from bench.server import site_served
    from bench.work import WORK, Shop

    rows: list[tuple[str, ...]] = []
    shop = Shop.load()
    with site_served() as site:
        for name, plan in WORK.items():
            if arguments.only in name:
                figures = measure(site, plan, shop, arguments.seconds, arguments.clients)
                rows.append((name, *figures))
                print(" | ".join(f"{cell:>20}" for cell in rows[-1]), flush=True)
    return rows


def _explain(arguments: argparse.Namespace) -> None:
    from bench.explain import slow_queries
    from bench.work import WORK, Shop

    shop = Shop.load()
    for name, plan in WORK.items():
        if arguments.only in name:
            for found in slow_queries(name, plan, shop, arguments.explain):
                print(found, end="\n\n", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0, help="for each piece of work")
    parser.add_argument("--clients", type=int, default=4, help="at once")
    parser.add_argument("--only", default="", help="work whose name has this; nothing is written")
    parser.add_argument(
        "--untrained",
        action="store_true",
        help="do not train a model first: the feed is then ranked without one",
    )
    parser.add_argument(
        "--explain",
        type=float,
        default=0,
        metavar="MS",
        help="instead, print the queries that take so long with their plans",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
