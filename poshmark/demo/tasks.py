"""What a load leaves to the workers; drawing takes short turns so that other work gets between."""

from celery import shared_task
from django.core.cache import cache

from poshmark.demo import cases, journeys, pictures
from poshmark.demo.closets import closets_bare
from poshmark.demo.drawings import SHARES

QUEUE = "photos"
BUSY = "demo-drawing"
BUSY_SECONDS = 90


@shared_task(name="demo.draw")
def draw(share: int) -> None:
    cache.set(BUSY, True, BUSY_SECONDS)
    if pictures.drawings_continue(share):
        draw.apply_async([share], queue=QUEUE)


@shared_task(name="demo.parcels_send")
def parcels_send() -> None:
    journeys.parcels_send()


@shared_task(name="demo.sales_freeze")
def sales_freeze() -> None:
    cases.sales_freeze()


@shared_task(name="demo.carry_on")
def carry_on() -> None:
    """Queues what a load leaves to the workers, unless they are at it."""
    if journeys.parcels_waiting().exists():
        parcels_send.delay()
    elif not _is_bare() and cases.lines_bare().exists():
        sales_freeze.delay()
    if _is_bare() and cache.add(BUSY, True, BUSY_SECONDS):
        for share in range(SHARES):
            draw.apply_async([share], queue=QUEUE)


def _is_bare() -> bool:
    return pictures.waiting_photos().exists() or bool(closets_bare())
