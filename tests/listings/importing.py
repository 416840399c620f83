"""`python -m tests.listings.importing start ROWS` or `wake JOB`, beside a running site.

start: uploads a ZIP of that many items and sets its import to work, printing its number; wake: does
what the sweep does five minutes after a worker died.
"""

import os
import sys
import time

import django

from tests.live import Site

WAIT_SECONDS = 1800


def killed_half_way(site: Site, rows: int) -> tuple[int, int, float]:
    """(listings, names that two listings have, seconds) of an import whose worker is killed.

    The same file is then brought in once more.
    """
    began = time.monotonic()
    job = _start(site, rows)
    _until(site, job, rows // 2)
    site.kill("worker").start()
    site.run("-m", "tests.listings.importing", "wake", job)
    _until(site, job, rows)
    again = _start(site, rows)
    _until(site, again, 0)
    [(listings, titles)] = site.rows(
        "SELECT count(*), count(DISTINCT title) FROM listings_listing WHERE title LIKE 'Item %%'"
    )
    return listings, listings - titles, time.monotonic() - began


def _start(site: Site, rows: int) -> str:
    return site.run("-m", "tests.listings.importing", "start", str(rows)).strip()


def _until(site: Site, job: str, done: int) -> None:
    """Waits until so many rows are in, or the import is over."""
    end = time.monotonic() + WAIT_SECONDS
    query = "SELECT done, state FROM listings_import WHERE id = %s"
    while time.monotonic() < end:
        [(count, state)] = site.rows(query, job)
        if state == "done" or (state == "running" and 0 < done <= count):
            return
        time.sleep(0.2)
    raise TimeoutError(f"import {job} stands still\n{site.logs()}")


def main(act: str, number: int) -> None:
    """What the command says."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poshmark.settings")
    django.setup()
    from closets.models import User
    from listings.exchange.imports import import_start
    from listings.tasks import import_run_task
    from tests.listings.archives import checked

    if act == "wake":
        import_run_task.delay(number)
        return
    job = checked(User.objects.get(username="ana"), _items(number))
    import_start(job=job)
    print(job.pk)  # noqa: T201 - what the caller reads


def _items(rows: int) -> bytes:
    from listings.models import Category
    from tests.listings.archives import table, zipped
    from tests.pictures import picture, picture_file

    node = Category.objects.filter(path__startswith="women/dresses/").first()
    photos = {f"{n}.jpg": picture_file(picture(300 + n, 400)) for n in range(8)}
    items = [
        {
            "external_id": f"item-{n}",
            "title": f"Item {n}",
            "category": node.path if node else "",
            "size": "one of a kind",
            "condition": "good",
            "price": "45",
            "photos": f"{n % 8}.jpg",
        }
        for n in range(rows)
    ]
    return zipped({"listings.csv": table(items), **photos})


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
