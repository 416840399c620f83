"""Which data is measured: the site's own, or one of the big sets."""

from django.core.cache import cache
from django.core.management import call_command

from bench.seed.database import NotOurs, bench_database, database_mark_read

OWN = "The site's own data"


class NotSeeded(Exception):
    """The big data set that was asked for is not there, or not whole."""


def scale_name() -> str:
    """What the measured data is called in bench/results.md."""
    try:
        bench_database()
    except NotOurs:
        return OWN
    return database_mark_read()


def scale_prepare(*, is_trained: bool) -> None:
    """Makes a big set ready to be measured: migrated, with a model when `is_trained`, caches empty.

    Raises NotSeeded when it has not been written whole. The site's own data is left as it is.
    """
    name = scale_name()
    if name == OWN:
        return
    if not name:
        raise NotSeeded(f"{bench_database()} is not whole: make bench-seed SIZE=… writes it")
    call_command("migrate", verbosity=0)
    if is_trained:
        call_command("poshmatch_train", if_missing=True)
    cache.clear()
