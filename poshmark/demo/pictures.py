"""Draws the demo's pictures: the first page's at once, the rest by the workers.

What is still to be drawn is what the photos say: PROCESSING without an upload. So drawing goes on
after any interruption, and pictures that more people will see come first.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from functools import partial
from itertools import zip_longest
from typing import NamedTuple

from django.db import connection, connections, transaction
from django.db.models import Exists, F, Max, Min, OuterRef, QuerySet, Subquery
from PIL import Image

from listings.crops import crop_box
from listings.models import Listing, Photo
from listings.pictures import perceptual_hash, picture_placeholder
from listings.services.photos import cover_keep
from listings.services.pictures import store_picture
from payments.models import OrderLine
from poshmark.demo.closets import closet_dress, closets_bare
from poshmark.demo.drawings import drawing_read, is_front, share_of
from poshmark.demo.progress import Progress
from poshmark.demo.standing import BEA

HEIGHT = 1200
FIRST_PAGE = 60
FIRST_PAGE_SECONDS = 24.0
TURN_SECONDS = 5.0
LOCK = 0x0DE40


class Drawn(NamedTuple):
    """What a photo's row says of its picture."""

    content_hash: str
    width: int
    height: int
    perceptual_hash: int
    placeholder: str


def drawings_wanted(limit: int, *, share: int | None = None) -> list[str]:
    """File names of pictures nobody has drawn yet, those that more people will see first.

    Covers come before other photos; among them the most liked, the latest shared and those of
    Bea's style take turns, as these fill the first pages that people open.
    """
    names = (
        waiting_photos()
        .order_by()
        .values_list("file_name")
        .annotate(place=Min("position"), liked=Max("listing__counts__likes"))
        .annotate(seen=Max("listing__shared_at"))
    )
    latest = names.order_by("place", F("seen").desc(nulls_last=True), "file_name")
    liked = names.order_by("place", F("liked").desc(nulls_last=True), "file_name")
    of_bea = latest.filter(file_name__endswith=f".{BEA.taste.main_style}.front.jpg")
    turns = zip_longest(*([row[0] for row in rows] for rows in (liked, latest, of_bea)))
    wanted = dict.fromkeys(name for turn in turns for name in turn if name)
    return [name for name in wanted if share is None or share_of(name) == share][:limit]


def drawing_make(name: str) -> Drawn:
    """Draws one picture and stores it in its sizes."""
    from poshmark.demo.drawing import draw

    spec, angle = drawing_read(name)
    return picture_keep(draw(spec, angle, height=HEIGHT))


def picture_keep(image: Image.Image) -> Drawn:
    """Stores a picture of ours."""
    placeholder = picture_placeholder(image, crop_box(image.size))
    return Drawn(store_picture(image), *image.size, perceptual_hash(image), placeholder)


def waiting_photos() -> QuerySet[Photo]:
    """Photos whose picture is still to be drawn; a member's own wait with an upload."""
    return Photo.objects.filter(state=Photo.State.PROCESSING, upload="")


@transaction.atomic
def pictures_settle(photos: QuerySet[Photo], drawn: Drawn) -> None:
    """Gives all these waiting photos one picture, and their listings their covers."""
    listing_ids = sorted(set(photos.order_by().values_list("listing_id", flat=True)))
    locked = Listing.objects.select_for_update(no_key=True).filter(pk__in=listing_ids)
    list(locked.order_by("pk").values_list("pk"))
    photos.update(state=Photo.State.READY, **drawn._asdict())
    for listing_id in listing_ids:
        cover_keep(listing_id)
    lines = OrderLine.objects.filter(listing__in=listing_ids, cover_hash="")
    cover = Photo.objects.filter(listing=OuterRef("listing"), position=0, state=Photo.State.READY)
    lines.filter(Exists(cover)).update(cover_hash=Subquery(cover.values("content_hash")[:1]))


def first_page_draw(progress: Progress) -> int:
    """Draws the covers of the first page with two processes, for some seconds at most."""
    names = drawings_wanted(FIRST_PAGE)
    deadline = time.monotonic() + FIRST_PAGE_SECONDS
    made = 0
    for name, drawn in progress.over("First pictures", _drawn_by_two(names), len(names)):
        pictures_settle(waiting_photos().filter(file_name=name), drawn)
        made += 1
        if time.monotonic() > deadline:
            break
    return made


def _drawn_by_two(names: list[str]) -> Iterator[tuple[str, Drawn]]:
    """Each name with its picture, as they are done; what is not begun when nobody asks is left."""
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(max_workers=2, mp_context=fork) as pool:
        tasks = {pool.submit(drawing_make, name): name for name in names}
        try:
            for done in as_completed(tasks):
                yield tasks[done], done.result()
        finally:
            pool.shutdown(cancel_futures=True)  # waiting: leaving the block would undo the cancel


def drawings_continue(share: int) -> bool:
    """Draws this share's next pictures for some seconds; True when more are waiting.

    Covers come first, then what closets show of themselves, then the other photos. Returns False
    at once while another process draws the same share.
    """
    with _alone(share) as is_alone:
        if not is_alone:
            return False
        deadline = time.monotonic() + TURN_SECONDS
        is_idle = True
        for draw in _work(share):
            draw()
            is_idle = False
            if time.monotonic() > deadline:
                break
        return not is_idle


def _work(share: int) -> Iterator[Callable[[], None]]:
    """What is to be drawn next, as functions that draw it."""
    names = drawings_wanted(60, share=share)
    covers = [name for name in names if is_front(name)]
    for name in covers:
        yield partial(_photo_draw, name)
    if not covers:
        for closet in closets_bare(share):
            yield partial(closet_dress, closet)
    for name in names[len(covers) :]:
        yield partial(_photo_draw, name)


def _photo_draw(name: str) -> None:
    pictures_settle(waiting_photos().filter(file_name=name), drawing_make(name))


@contextmanager
def _alone(share: int) -> Iterator[bool]:
    """Whether nobody else draws this share now; holds the place until the end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, share])
        is_alone = cursor.fetchone()[0]
        try:
            yield is_alone
        finally:
            if is_alone:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, share])
