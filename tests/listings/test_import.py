"""Listings from a file: mapped, tried dry, brought in, never twice."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.exchange.columns import COLUMNS
from listings.exchange.exports import export_run
from listings.exchange.imports import ImportBusy, import_run, import_start, imports_sweep
from listings.models import (
    Category,
    Export,
    ExternalId,
    Import,
    ImportRow,
    Listing,
)
from tests.listings.archives import (
    brought,
    checked,
    fates,
    item,
    packed,
    prepared,
    received,
    table,
    zipped,
)
from tests.pictures import picture, picture_file

pytestmark = pytest.mark.usefixtures("catalogue")


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
    assert "Say again which column is which" in client.get(page).content.decode()
    client.post(page, {"title": "Name"})
    import_run(job.pk)
    assert "condition, price, photos." in client.get(page).content.decode()
    client.post(page, {"title": "Name", "price": "Cost", "quantity": "Qty"})
    import_run(job.pk)
    client.post(reverse("listings:import_start", args=[job.pk]))
    assert "0 of 1" in client.get(page).content.decode()
    import_run(job.pk)
    assert "Draft made" in client.get(page + "?state=drafted").content.decode()
    assert Listing.objects.get(title="Gown").status == "draft"
    client.post(reverse("listings:export"))
    export_run(Export.objects.get().pk)
    assert "Listings of" in client.get(reverse("listings:exchange")).content.decode()


def test_the_columns_are_told_and_the_example_comes_in_as_it_is(client: Client, ana: User) -> None:
    Category.objects.filter(path="women/dresses/maxi").update(name="Maxi Dresses")
    client.force_login(ana)
    page = client.get(reverse("listings:exchange")).content.decode()
    assert all(f"<code>{name}</code>" in page for name in COLUMNS)
    answer = client.get(reverse("listings:example_csv"))
    assert answer["Content-Disposition"] == 'attachment; filename="listings.csv"'
    pictures = {"front.jpg": picture_file(), "back.jpg": picture_file(picture(500, 400))}
    files = {"listings.csv": answer.content, **pictures}
    job = received(ana, zipped(files))
    assert job.kind == "ours"
    assert set(job.mapping) == set(COLUMNS)
    assert fates(brought(ana, zipped(files))) == [("listed", "")]


def test_a_strangers_import_does_not_exist(client: Client, ana: User, cleo: User) -> None:
    job = checked(ana, packed(item()))
    client.force_login(cleo)
    assert client.get(reverse("listings:import", args=[job.pk])).status_code == 404
    assert client.post(reverse("listings:import_start", args=[job.pk])).status_code == 404
