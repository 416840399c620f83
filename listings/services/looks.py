"""Looks of covers: written by a worker, compared in one query (B6)."""

from django.db.models import QuerySet

from closets.selectors import unblocked
from listings.looks import look_codes, look_distances, look_of
from listings.models import Listing, Photo, PhotoLook
from listings.services.pictures import picture_read

WIDTH = 144
"""Pixels across that a look is taken from: its own are half as many."""
SWEPT, BACK = 100, 5_000
COMPARED = 4_000


def looks_sweep() -> int:
    """Takes the looks of covers among the newest photos that have none; how many."""
    newest = Photo.objects.order_by("-pk").values_list("pk", flat=True).first()
    return looks_take(_covers().filter(pk__gt=(newest or 0) - BACK).order_by("-pk"), SWEPT)


def looks_take(covers: QuerySet[Photo], most: int) -> int:
    """Takes the looks of up to `most` of the covers that have none; how many.

    Raises nothing for a picture that is gone: it has no look.
    """
    hashes = covers.values_list("content_hash", flat=True)
    known = PhotoLook.objects.values("content_hash")
    missing = list(dict.fromkeys(hashes.exclude(content_hash__in=known)[:most]))
    rows = [row for content_hash in missing if (row := _row(content_hash))]
    PhotoLook.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def looks_take_all() -> int:
    """Takes all that are missing, the oldest first; how many pictures it read."""
    taken, after = 0, 0
    while True:
        part = _covers().filter(pk__gt=after).order_by("pk")
        last = list(part.values_list("pk", flat=True)[:1000])
        if not last:
            return taken
        taken += looks_take(part.filter(pk__lte=last[-1]), 1000)
        after = last[-1]


def looking_like(listing: Listing, *, viewer_id: int | None, limit: int) -> dict[int, int]:
    """Ids of available listings of other closets by how alike their covers are, in per cent, the
    most alike first. {} when the cover has no look yet. Three queries."""
    cover = listing.cover
    this = PhotoLook.objects.filter(pk=cover.content_hash).first() if cover else None
    if this is None:
        return {}
    look = bytes(this.look)
    near = PhotoLook.objects.filter(codes__overlap=this.codes).exclude(pk=this.pk)
    rows = list(near.values_list("content_hash", "look")[:COMPARED])
    away = look_distances(look, [bytes(one) for _, one in rows])
    alike = {
        rows[at][0]: round(100 * (1 - min(1.0, away[at]))) for at in away.argsort()[: 8 * limit]
    }
    others = Listing.objects.available().filter(cover__content_hash__in={this.pk, *alike})
    others = others.filter(unblocked("closet__user_id", viewer_id), closet__user__is_active=True)
    found = others.exclude(closet=listing.closet_id).order_by("-shared_at")
    shown = {
        pk: alike.get(content_hash, 100)
        for pk, content_hash in found.values_list("pk", "cover__content_hash")[: 16 * limit]
    }
    return dict(sorted(shown.items(), key=lambda one: -one[1])[:limit])


def _covers() -> QuerySet[Photo]:
    return Photo.objects.filter(position=0, state=Photo.State.READY)


def _row(content_hash: str) -> PhotoLook | None:
    try:
        look = look_of(picture_read(content_hash, width=WIDTH))
    except FileNotFoundError:
        return None
    return PhotoLook(content_hash=content_hash, look=look, codes=look_codes(look))
