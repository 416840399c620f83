"""Listings out as a ZIP and in again."""

import csv
import io
import zipfile
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from listings.exchange.exports import export_run, export_start, exports_sweep
from listings.exchange.imports import ImportBusy, import_run, import_start, imports_sweep
from listings.models import (
    Brand,
    Category,
    Export,
    ExternalId,
    Import,
    ImportRow,
    Listing,
    Photo,
    Size,
    StyleTag,
)
from listings.services.bin import listing_delete
from listings.services.preparing import photo_prepare
from tests.listings.archives import brought, checked, fates, received, table, zipped
from tests.listings.conftest import add_photo
from tests.pictures import picture, picture_file

FIELDS = (
    *("title", "description", "department_id", "category_id", "subcategory_id", "brand_id"),
    *("size_id", "size_custom", "colours", "condition", "style_tags", "original_price_cents"),
    *("price_cents", "quantity", "status", "measurements", "in_sizes"),
)


def item(**changes: object) -> dict[str, object]:
    """A row with all that a dress needs."""
    return {
        "external_id": "dress-1",
        "title": "Crochet dress",
        "description": "Worn once.",
        "category": "Women > Dresses > Maxi",
        "brand": "Free People",
        "size": "M",
        "colours": "cream;tan",
        "condition": "like_new",
        "style_tags": "boho",
        "original_price": "$128.00",
        "price": "45",
        "quantity": "1",
        "status": "available",
        "photos": "front.jpg",
    } | changes


def packed(*rows: dict[str, object], **photos: bytes) -> bytes:
    files = photos or {"front": picture_file()}
    pictures = {f"photos/{name}.jpg": content for name, content in files.items()}
    return zipped({"listings.csv": table(rows), **pictures})


@pytest.fixture(autouse=True)
def catalogue(maxi: Category, medium: Size, free_people: Brand, boho: StyleTag) -> None:
    """What the rows name."""


def exported(user: User) -> bytes:
    job = export_start(actor=user, closet=user.closet)
    export_run(job.pk)
    job.refresh_from_db()
    assert job.state == "done"
    with default_storage.open(job.file) as file:
        return bytes(file.read())


def fields_of(user: User) -> list[dict[str, Any]]:
    live = Listing.objects.filter(closet=user.closet, deleted_at=None).order_by("title", "pk")
    return list(live.values(*FIELDS))


def photos_of(user: User) -> list[tuple[str, int, str, list[float]]]:
    live = Photo.objects.filter(listing__closet=user.closet, listing__deleted_at=None)
    rows = live.order_by("listing__title", "position")
    return list(rows.values_list("listing__title", "position", "content_hash", "crop"))


def prepared() -> None:
    for photo in Photo.objects.filter(state="processing"):
        photo_prepare(photo.pk)


def test_a_row_becomes_a_listing_with_every_field(ana: User) -> None:
    job = brought(ana, packed(item()))
    assert fates(job) == [("listed", "")]
    listing = Listing.objects.get()
    assert (listing.title, listing.status, listing.price_cents) == (
        "Crochet dress",
        "available",
        4500,
    )
    assert (listing.subcategory.path, listing.size.label) == ("women/dresses/maxi", "M")  # type: ignore[union-attr]
    assert (listing.colours, listing.style_tags) == (["cream", "tan"], ["boho"])
    assert (listing.brand.name, listing.original_price_cents) == ("Free People", 12800)  # type: ignore[union-attr]
    prepared()
    assert listing.photos.get().state == "ready"


def test_the_dry_run_says_each_rows_fate_and_lists_nothing(ana: User) -> None:
    rows = [
        item(),
        item(external_id="b", photos="gone.jpg"),
        item(external_id="c", price="2.50"),
        item(external_id="d", condition="shabby"),
        item(),
        item(external_id="f", status="sold"),
        item(external_id="g", category="Spoons", title="S" * 90),
        item(external_id="h", price="1e9"),
        item(external_id="i", quantity="-4"),
    ]
    job = checked(ana, packed(*rows))
    assert fates(job) == [
        ("ready", ""),
        ("draft", "No file gone.jpg in the ZIP. Still to add: photos."),
        ("refused", "The price is below $3.00."),
        ("refused", "Unknown condition: shabby. Use nwt, like_new, good or fair."),
        ("refused", "The same as line 2."),
        ("refused", "It is sold; only what can be sold comes in."),
        (
            "draft",
            "No such category: Spoons. The title was cut to 80 characters. Still to add: category.",
        ),
        ("refused", "The price must be whole cents up to $50,000.00."),
        ("refused", "The quantity must be between 1 and 9,999, not -4."),
    ]
    assert list(job.rows.values_list("line", flat=True)) == list(range(2, 11))
    assert (job.total, job.state) == (3, "checked")
    assert not Listing.objects.exists()


def test_the_same_file_again_makes_no_doubles(ana: User) -> None:
    content = packed(item(), item(external_id="dress-2", title="Second"), item(external_id=""))
    assert [fate for fate, _ in fates(brought(ana, content))] == ["listed"] * 3
    again = brought(ana, content)
    assert [fate for fate, _ in fates(again)] == ["present"] * 3
    assert Listing.objects.count() == 3


def test_killed_half_way_and_run_again_none_is_lost_and_none_twice(
    ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = packed(*(item(external_id=f"d{n}", title=f"Dress {n}") for n in range(12)))
    job = checked(ana, content)
    import_start(job=job)
    assert import_run(job.pk, most=5) is True
    save = ImportRow.save

    def dies(self: ImportRow, *args: Any, **kwargs: Any) -> None:
        raise SystemExit

    monkeypatch.setattr(ImportRow, "save", dies)
    with pytest.raises(SystemExit):
        import_run(job.pk)
    monkeypatch.setattr(ImportRow, "save", save)
    assert Listing.objects.count() == 5
    Import.objects.update(touched_at="2026-01-01T00:00:00Z")
    assert imports_sweep() == 1
    assert import_run(job.pk) is False
    again = brought(ana, content)
    assert {fate for fate, _ in fates(again)} == {"present"}
    titles = Listing.objects.values_list("title", flat=True)
    assert sorted(titles) == sorted(f"Dress {n}" for n in range(12))


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


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ({"measurements": "waist"}, "Write “waist” as name:number."),
        ({"measurements": "tail:10"}, "Unknown measurement: tail."),
        ({"measurements": "waist:99999"}, "waist must be between 1 and 3,000."),
        ({"sizes": "M:-1"}, "Write “M:-1” as name:number."),
    ],
)
def test_pieces_and_lengths_are_checked(ana: User, cell: dict[str, str], message: str) -> None:
    assert fates(checked(ana, packed(item(**cell)))) == [("refused", message)]


def test_a_wiped_site_gets_the_same_pictures_back(ana: User, dress: Listing) -> None:
    photos, content = photos_of(ana), exported(ana)
    Listing.objects.all().delete()
    for folder in ("photos",):
        _remove(folder)
    brought(ana, content)
    prepared()
    assert photos_of(ana) == photos
    assert Photo.objects.get().is_ready


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
    assert not default_storage.exists(job.file)


def test_one_export_at_a_time(ana: User, cleo: User) -> None:
    first = export_start(actor=ana, closet=ana.closet)
    assert export_start(actor=ana, closet=ana.closet) == first
    with pytest.raises(PermissionDenied):
        export_start(actor=cleo, closet=ana.closet)


def test_a_name_belongs_to_one_closet(ana: User, cleo: User) -> None:
    brought(ana, packed(item()))
    assert fates(brought(cleo, packed(item()))) == [("listed", "")]
    assert ExternalId.objects.filter(external_id="dress-1").count() == 2


def test_another_closets_listing_is_not_known_by_its_number(
    ana: User, cleo: User, dress: Listing
) -> None:
    row = item(external_id=f"poshmark-{dress.pk}")
    assert fates(checked(ana, packed(row))) == [("present", "")]
    assert fates(checked(cleo, packed(row))) == [("ready", "")]


def test_an_import_starts_once(ana: User) -> None:
    job = checked(ana, packed(item()))
    import_start(job=job)
    with pytest.raises(ImportBusy):
        import_start(job=job)


SHOPIFY = [
    {
        "Handle": "silk-slip",
        "Title": "Silk slip",
        "Body (HTML)": "<p>Cut on the <b>bias</b>.</p><script>x()</script><p>Lined &amp; soft.</p>",
        "Vendor": "Free People",
        "Type": "Maxi",
        "Option1 Name": "Size",
        "Option1 Value": "M",
        "Option2 Name": "Color",
        "Option2 Value": "Black",
        "Variant SKU": "SLIP-M",
        "Variant Inventory Qty": "3",
        "Variant Price": "60.00",
        "Variant Compare At Price": "90.00",
        "Image Src": "https://cdn.example/files/slip.jpg?v=12",
        "Status": "active",
    },
    {
        "Handle": "silk-slip",
        "Option1 Value": "Huge",
        "Option2 Value": "Navy",
        "Variant SKU": "SLIP-H",
        "Variant Inventory Qty": "1",
        "Variant Price": "65.00",
        "Image Src": "https://cdn.example/files/back.jpg",
    },
    {"Handle": "silk-slip", "Image Src": "https://cdn.example/files/detail.jpg"},
]


def test_a_shopify_export_is_recognised_and_its_variants_become_items(ana: User) -> None:
    header = list(SHOPIFY[0])
    rows = [{name: row.get(name, "") for name in header} for row in SHOPIFY]
    pictures = {f"{name}.jpg": picture_file() for name in ("slip", "back", "detail")}
    content = zipped({"products_export.csv": table(rows), **pictures})
    job = received(ana, content)
    assert job.kind == "shopify"
    assert job.mapping["brand"] == "Vendor"
    job = brought(ana, content, default_condition="nwt")
    assert [fate for fate, _ in fates(job)] == ["listed", "listed"]
    slip, other = Listing.objects.order_by("price_cents")
    assert slip.description == "Cut on the bias.\nLined & soft."
    assert (slip.size_custom, slip.colours, slip.quantity) == ("M", ["black"], 3)
    assert [(piece.size.label, piece.quantity) for piece in slip.stock.all()] == [("M", 3)]
    assert (other.size_custom, other.colours, other.price_cents) == ("Huge", ["navy"], 6500)
    assert slip.photos.count() == 3
    names = ExternalId.objects.order_by("listing__price_cents").values_list(
        "external_id", flat=True
    )
    assert list(names) == ["silk-slip/SLIP-M", "silk-slip/SLIP-H"]


def test_the_whole_way_by_forms_alone(client: Client, ana: User, dress: Listing) -> None:
    client.force_login(ana)
    content = zipped({"shop.csv": table([{"Name": "Gown", "Qty": "1", "Cost": "50"}])})
    file = SimpleUploadedFile("shop.zip", content)
    answer = client.post(reverse("listings:exchange"), {"file": file})
    job = Import.objects.get()
    page = answer.headers["Location"]
    assert "Say which of its columns" in client.get(page).content.decode()
    assert client.post(page, {"price": "Cost"}).status_code == 422
    client.post(page, {"title": "Name", "price": "Cost", "quantity": "Qty"})
    assert "Looking through the file" in client.get(page).content.decode()
    import_run(job.pk)
    assert "Still to add: category, condition, photos." in client.get(page).content.decode()
    client.post(reverse("listings:import_start", args=[job.pk]))
    assert "0 of 1" in client.get(page).content.decode()
    import_run(job.pk)
    assert "Draft made" in client.get(page + "?state=drafted").content.decode()
    assert Listing.objects.get(title="Gown").status == "draft"
    client.post(reverse("listings:export"))
    export_run(Export.objects.get().pk)
    assert "Listings of" in client.get(reverse("listings:exchange")).content.decode()


def test_a_strangers_import_does_not_exist(client: Client, ana: User, cleo: User) -> None:
    job = checked(ana, packed(item()))
    client.force_login(cleo)
    assert client.get(reverse("listings:import", args=[job.pk])).status_code == 404
    assert client.post(reverse("listings:import_start", args=[job.pk])).status_code == 404
