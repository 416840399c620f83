"""The drawing that is left to the workers, a few seconds a turn so that other work gets between."""

from celery import shared_task
from django.core.cache import cache

from poshmark.demo import pictures

QUEUE = "photos"
BUSY = "demo-drawing"
BUSY_SECONDS = 90


@shared_task(name="demo.draw")
def draw(share: int) -> None:
    cache.set(BUSY, True, BUSY_SECONDS)
    if pictures.drawings_continue(share):
        draw.apply_async([share], queue=QUEUE)


@shared_task(name="demo.drawing_start")
def drawing_start() -> None:
    """Lets the workers draw what is missing, unless they are at it."""
    if pictures.waiting_photos().exists() and cache.add(BUSY, True, BUSY_SECONDS):
        for share in range(pictures.SHARES):
            draw.apply_async([share], queue=QUEUE)
