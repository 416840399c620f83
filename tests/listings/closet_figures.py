"""What a closet's files tell, what an export brings back, what its pages ask the database."""

import io
import uuid
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from PIL import Image

from closets.models import User
from listings.models import Listing, Photo
from listings.services.bin import listing_delete
from listings.services.drafts import draft_start
from listings.services.photos import photo_add
from listings.services.preparing import photo_prepare
from tests.listings.archives import brought, exported, packed, prepared
from tests.people import person
from tests.pictures import located, picture_file, upload
from tests.shop import on_sale
from tests.spent import cpu_seconds

KEPT = ("title", "description", "category_id", "price_cents", "condition", "colours", "status")
TELLING = {"exif", "comment", "xmp"}


def seller() -> User:
    """A new member of a site that has its catalogue."""
    call_command("catalogue_load", stdout=io.StringIO())
    return person(f"seller{uuid.uuid4().hex[:8]}")


def files_with_metadata(media: Path) -> tuple[int, int]:
    """(files, those that tell something) that a photo with GPS leaves in storage."""
    owner = seller()
    content = picture_file(exif=located(orientation=3), comment=b"at home")
    photo = photo_add(
        actor=owner, listing=draft_start(actor=owner), file=upload(content), name="a.jpg"
    )
    photo_prepare(photo.pk)
    files = [path for path in media.rglob("*") if path.is_file()]
    return len(files), sum(map(_tells, files))


def _tells(path: Path) -> bool:
    with Image.open(path) as image:
        return bool(dict(image.getexif()) or image.info.keys() & TELLING)


def changed_on_the_way_back(row: dict[str, object], count: int) -> int:
    """Listings whose fields or photo hashes differ after export, delete and import."""
    owner = seller()
    rows = [row | {"external_id": f"{n}", "title": f"Piece {n}"} for n in range(count)]
    brought(owner, packed(*rows))
    prepared()
    before, content = _closet(owner), exported(owner)
    for listing in Listing.objects.filter(closet=owner.closet):
        listing_delete(actor=owner, listing=listing)
    brought(owner, content)
    prepared()
    after = _closet(owner)
    return abs(len(before) - count) + len(set(before) ^ set(after))


def _closet(owner: User) -> list[str]:
    live = Listing.objects.filter(closet=owner.closet, deleted_at=None)
    photos = Photo.objects.order_by("position")
    return [
        repr((fields, list(photos.filter(listing=pk).values_list("position", "content_hash"))))
        for pk, *fields in live.values_list("pk", *KEPT)
    ]


def queries_of_pages() -> tuple[int, int]:
    """Of a listing's page and of its closet's, of 60 listings, as another member sees them."""
    owner, client = seller(), Client(headers={"host": "127.0.0.1"})
    listing, *_ = [on_sale(owner, title=f"Piece {n}") for n in range(60)]
    client.force_login(seller())
    return _queries(client, listing.get_absolute_url()), _queries(
        client, owner.closet.get_absolute_url()
    )


def cpu_of_listing_page(rounds: int = 200) -> float:
    """CPU ms of a listing's page and of its database, signed in, as production serves it; without
    the web server's own, which `make bench` counts too."""
    owner, client = seller(), Client(headers={"host": "127.0.0.1"})
    listing, *_ = [on_sale(owner, title=f"Piece {n}") for n in range(60)]
    client.force_login(seller())
    path = listing.get_absolute_url()
    with override_settings(DEBUG=False):
        for _ in range(20):
            assert client.get(path).status_code == 200
        before = cpu_seconds()
        for _ in range(rounds):
            client.get(path)
        return (cpu_seconds() - before) / rounds * 1000


def _queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)
