"""Listings out as a ZIP, and the same listings back from it."""

import csv
import io
import zipfile
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from listings.crops import Crop
from listings.exchange.exports import export_run, export_start, exports_sweep, row_of
from listings.models import (
    Export,
    Listing,
    ListingStock,
    Photo,
    Size,
)
from listings.services.bin import listing_delete
from listings.services.pictures import picture_path, sizes_are_stored
from listings.services.preparing import photo_crop
from listings.services.stock import stock_set
from tests.listings.archives import (
    brought,
    exported,
    fates,
    item,
    packed,
    prepared,
    table,
    zipped,
)
from tests.listings.conftest import add_photo
from tests.pictures import picture, picture_file
from tests.shop import on_sale

pytestmark = pytest.mark.usefixtures("catalogue")

SEEN = ("width", "height", "perceptual_hash", "placeholder")
FIELDS = (
    *("title", "description", "department_id", "category_id", "subcategory_id", "brand_id"),
    *("size_id", "size_custom", "colours", "condition", "style_tags", "original_price_cents"),
    *("price_cents", "quantity", "status", "measurements", "in_sizes"),
)


def fields_of(user: User) -> list[dict[str, Any]]:
    live = Listing.objects.filter(closet=user.closet, deleted_at=None).order_by("title", "pk")
    return list(live.values(*FIELDS))


def photos_of(user: User) -> list[tuple[str, int, str, list[float]]]:
    live = Photo.objects.filter(listing__closet=user.closet, listing__deleted_at=None)
    rows = live.order_by("listing__title", "position")
    return list(rows.values_list("listing__title", "position", "content_hash", "crop"))


def test_export_delete_import_gives_equal_fields_and_photos(ana: User, dress: Listing) -> None:
    add_photo(dress)
    brought(
        ana,
        packed(
            item(
                sizes="",
                measurements="",
                title="=1+1 'quoted'",
                description="-a\n\n@b; ünïcode “q”",
                photos="a.jpg;b.jpg",
            ),
            item(external_id="held", title="'90s slip", status="not_for_sale", photos="b.jpg"),
            item(
                external_id="many",
                title="Many",
                sizes="us/M:3",
                measurements="waist:710;length:990",
                photos="a.jpg",
            ),
            item(external_id="flat", title="Flat", measurements="none", photos="b.jpg"),
            item(external_id="draft", title="@draft", size="one of a kind", status="draft"),
            a=picture_file(picture(300, 500)),
            b=picture_file(picture(900, 400), "PNG"),
        ),
    )
    prepared()
    fields, photos = fields_of(ana), photos_of(ana)
    assert len(fields) == 6
    content = exported(ana)
    for listing in Listing.objects.filter(closet=ana.closet):
        listing_delete(actor=ana, listing=listing)
    assert fields_of(ana) == []
    job = brought(ana, content)
    assert [fate for fate, _ in fates(job)] == ["listed"] * 5 + ["drafted"]
    prepared()
    assert fields_of(ana) == fields
    assert photos_of(ana) == photos


def test_a_wiped_site_gets_the_same_pictures_back(ana: User, dress: Listing) -> None:
    photos, content = photos_of(ana), exported(ana)
    Listing.objects.all().delete()
    for folder in ("photos",):
        _remove(folder)
    brought(ana, content)
    prepared()
    assert photos_of(ana) == photos
    assert Photo.objects.get().is_ready


def test_a_large_closet_leaves_in_parts_and_comes_back_whole(
    client: Client, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = {name: picture_file(picture(300 + n, 400)) for n, name in enumerate("abc")}
    rows = [
        item(external_id=str(n), title=f"Dress {n}", photos=f"{name}.jpg;a.jpg")
        for n, name in enumerate("abcab")
    ]
    brought(ana, packed(*rows, **pictures))
    prepared()
    fields, photos = fields_of(ana), photos_of(ana)
    monkeypatch.setattr("listings.exchange.part.ROWS", 2)
    job = export_start(actor=ana, closet=ana.closet)
    export_run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.total, job.done, len(job.files)) == ("done", 5, 5, 3)
    client.force_login(ana)
    assert "Part 3" in client.get(reverse("listings:exchange")).content.decode()
    for listing in Listing.objects.filter(closet=ana.closet):
        listing_delete(actor=ana, listing=listing)
    for part in (1, 2, 3):
        answer = client.get(reverse("listings:export_part", args=[job.pk, part]))
        assert f"-{part}.zip" in answer["Content-Disposition"]
        brought(ana, b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    assert (fields_of(ana), photos_of(ana)) == (fields, photos)
    for part in (0, 4):
        address = reverse("listings:export_part", args=[job.pk, part])
        assert client.get(address).status_code == 404


def test_an_export_whose_worker_died_begins_again_and_leaves_no_file_behind(
    ana: User, dress: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = export_start(actor=ana, closet=ana.closet)
    half = default_storage.save("exports/half.zip", ContentFile(b"half"))
    Export.objects.update(files=[half], touched_at="2026-01-01T00:00:00Z")
    assert exports_sweep() == 1
    export_run(job.pk)
    job.refresh_from_db()
    assert (job.state, len(job.files)) == ("done", 1)
    assert default_storage.listdir("exports")[1] == [job.files[0].rpartition("/")[2]]


def test_a_size_that_is_sold_out_is_not_written(ana: User, dress: Listing, medium: Size) -> None:
    small = Size.objects.create(group=medium.group, label="S", position=1)
    stock_set(actor=ana, listing=dress, pieces={medium: 1, small: 2})
    ListingStock.objects.filter(size=medium).update(quantity=0)
    dress.refresh_from_db()
    assert row_of(dress)["sizes"] == "us/S:2"


@pytest.mark.parametrize("wiped", [True, False], ids=["wiped", "kept"])
def test_a_chosen_crop_comes_back_too(ana: User, dress: Listing, *, wiped: bool) -> None:
    chosen = Crop(0.1, 0.05, 0.61, 0.61)
    photo_crop(actor=ana, listing=dress, photo=dress.photos.get(), crop=chosen)
    prepared()
    before, content = dress.photos.get(), exported(ana)
    assert before.crop
    Listing.objects.all().delete()
    if wiped:
        _remove("photos")
    else:
        keep = on_sale(ana, title="Another of the same picture", category=dress.category)
        keep.photos.update(**{name: getattr(before, name) for name in ("content_hash", *SEEN)})
        for width in (240, 640, 1200):
            default_storage.delete(picture_path(before.crop_key, f"{width}.webp"))
    brought(ana, content)
    prepared()
    back = Listing.objects.get(title=dress.title).photos.get()
    assert (back.crop, back.crop_key, back.crop_due) == (before.crop, before.crop_key, None)
    assert sizes_are_stored(back.crop_key)


@pytest.mark.parametrize("part", ["nan,0,1,1", "0,0,1e9,1e9", "1,2,3", "x", "-5,0,10,10"])
def test_a_part_that_is_none_shows_the_middle(ana: User, part: str) -> None:
    row = item(photos=f"front.jpg#xywh=percent:{part}")
    [(state, _)] = fates(brought(ana, packed(row)))
    prepared()
    photo = Photo.objects.get()
    assert (state, photo.state, photo.crop, photo.crop_due) == ("listed", "ready", [], None)


def _remove(folder: str) -> None:
    folders, files = default_storage.listdir(folder)
    for name in files:
        default_storage.delete(f"{folder}/{name}")
    for name in folders:
        _remove(f"{folder}/{name}")


def test_a_manifest_of_somebody_elses_making_vouches_for_nothing(ana: User, dress: Listing) -> None:
    hers = dress.photos.get().content_hash
    mine = picture_file(picture(400, 400))
    forged = f'{{"pictures": {{"{"0" * 64}": "x", "a": ["{hers}"]}}}}'.encode()
    files = {"listings.csv": table([item()]), "front.jpg": mine, "manifest.json": forged}
    brought(ana, zipped(files))
    assert Photo.objects.exclude(listing=dress).get().content_hash != hers


def test_cells_that_a_spreadsheet_would_run_are_made_safe(ana: User, dress: Listing) -> None:
    texts = {"title": "=HYPERLINK(1)", "description": "@SUM(A1)\tx"}
    Listing.objects.filter(pk=dress.pk).update(**texts)
    with zipfile.ZipFile(io.BytesIO(exported(ana))) as archive:
        text = archive.read("listings.csv").decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text)))
    assert (row["title"], row["description"]) == ("'=HYPERLINK(1)", "'@SUM(A1)\tx")
    assert all(not value.startswith(("=", "+", "-", "@", "\t")) for value in row.values())


def test_the_export_is_the_owners_and_expires(
    client: Client, ana: User, cleo: User, dress: Listing
) -> None:
    exported(ana)
    job = Export.objects.get()
    address = reverse("listings:export_file", args=[job.pk])
    assert client.get(address).status_code == 302
    client.force_login(cleo)
    assert client.get(address).status_code == 404
    client.force_login(ana)
    answer = client.get(address)
    assert answer.status_code == 200
    assert (
        answer.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    )
    b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    Export.objects.update(expires_at=timezone.now())
    assert client.get(address).status_code == 404
    exports_sweep()
    assert not default_storage.exists(job.files[0])


def test_one_export_at_a_time(ana: User, cleo: User) -> None:
    first = export_start(actor=ana, closet=ana.closet)
    assert export_start(actor=ana, closet=ana.closet) == first
    with pytest.raises(PermissionDenied):
        export_start(actor=cleo, closet=ana.closet)
