"""`python -m bench.seed`: writes a data set into the bench's own database, and checks it."""

import argparse
import os
import sys
import time

import django

from bench.seed.sizes import SIZES


def main() -> int:
    """Writes, checks or drops the data set; returns the exit code."""
    arguments = _arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poshmark.settings")
    django.setup()
    from bench.seed.database import NotOurs, bench_database, database_drop

    try:
        bench_database()
    except NotOurs as refusal:
        sys.stderr.write(f"! {refusal}\n")
        return 1
    if arguments.drop:
        database_drop()
        return 0
    if not arguments.check:
        _seed(arguments)
    return _check(arguments.size)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.seed", description=__doc__)
    parser.add_argument("--size", choices=list(SIZES), required=True)
    parser.add_argument("--seed", type=int, default=1, help="another data set")
    parser.add_argument("--again", action="store_true", help="also when it is there already")
    parser.add_argument("--check", action="store_true", help="only check what is there")
    parser.add_argument("--drop", action="store_true", help="remove the database instead")
    return parser.parse_args()


def _seed(arguments: argparse.Namespace) -> None:
    from django.core.management import call_command

    from bench.seed import database
    from bench.seed.load import Load
    from poshmark.demo.progress import Progress

    what = f"{arguments.size}, seed {arguments.seed}"
    if database.database_mark_read() == what and not arguments.again:
        print(f"{database.bench_database()} holds {what} already (--again writes it anew)")
        return
    database.database_renew()
    call_command("migrate", verbosity=0)
    began, worked = time.monotonic(), _cpu_seconds()
    plan = Load(arguments.seed, SIZES[arguments.size], Progress()).run()
    database.database_mark(what)
    minutes, cpu = (time.monotonic() - began) / 60, (_cpu_seconds() - worked) / 60
    gigabytes = database.database_bytes() / 1e9
    print(
        f"{what}: {len(plan.listings):,} listings in {minutes:.1f} min, {cpu:.1f} min of processor"
        f" time, {gigabytes:.2f} GB"
    )


def _cpu_seconds() -> float:
    """Processor time of this process and of the database server, so far."""
    from bench.server import cpu_seconds, postmaster

    return cpu_seconds(os.getpid()) + cpu_seconds(postmaster())


def _check(size: str) -> int:
    from bench.seed.checks import broken_checks
    from poshmark.demo.progress import Progress

    wrong = broken_checks(SIZES[size], Progress())
    for name, found in wrong.items():
        print(f"Broken: {name}: {found}")
    print("The data set is sound" if not wrong else f"{len(wrong)} checks are broken")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
