"""Another shop's file: recognised, mapped, its variants and markup made ours."""

import pytest

from closets.models import User
from listings.models import (
    ExternalId,
    Listing,
)
from tests.listings.archives import (
    brought,
    fates,
    received,
    table,
    zipped,
)
from tests.pictures import picture_file

pytestmark = pytest.mark.usefixtures("catalogue")


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


NEWER = {
    "Handle": "URL handle",
    "Body (HTML)": "Description",
    "Option1 Name": "Option1 name",
    "Option1 Value": "Option1 value",
    "Option2 Name": "Option2 name",
    "Option2 Value": "Option2 value",
    "Variant SKU": "SKU",
    "Variant Inventory Qty": "Inventory quantity",
    "Variant Price": "Price",
    "Variant Compare At Price": "Compare-at price",
    "Image Src": "Product image URL",
}


def test_its_newer_template_says_the_same(ana: User) -> None:
    header = list(SHOPIFY[0])
    rows = [{NEWER.get(name, name): row.get(name, "") for name in header} for row in SHOPIFY]
    pictures = {f"{name}.jpg": picture_file() for name in ("slip", "back", "detail")}
    job = brought(ana, zipped({"new.csv": table(rows), **pictures}), default_condition="nwt")
    assert job.kind == "shopify"
    assert [fate for fate, _ in fates(job)] == ["listed", "listed"]
    slip, other = Listing.objects.order_by("price_cents")
    assert (slip.description, slip.original_price_cents) == (
        "Cut on the bias.\nLined & soft.",
        9000,
    )
    assert (slip.size_custom, slip.colours, slip.quantity) == ("M", ["black"], 3)
    assert (other.size_custom, other.colours, other.photos.count()) == ("Huge", ["navy"], 3)
    names = ExternalId.objects.order_by("external_id").values_list("external_id", flat=True)
    assert list(names) == ["silk-slip/SLIP-H", "silk-slip/SLIP-M"]
