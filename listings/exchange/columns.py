"""Our columns, and how other shops' files are recognised."""

from collections.abc import Mapping, Sequence

from listings.models import Import

COLUMNS: dict[str, str] = {
    "external_id": "Your own name for the item; the same name is never listed twice",
    "title": "At most 80 characters",
    "description": "At most 1,500 characters",
    "category": "As Women > Dresses > Maxi, or as women/dresses/maxi",
    "brand": "Any name",
    "size": "As the category's list has it, or your own words",
    "size_system": "us, eu, uk, plus or petite; empty for US",
    "sizes": "Of several pieces: us/M:2;us/L:1; empty for a single item",
    "measurements": "In millimetres: waist:710;length:1020; none for not measured",
    "colours": "Up to two, with ; between",
    "condition": "nwt, like_new, good or fair",
    "style_tags": "Up to three, with ; between",
    "original_price": "In dollars",
    "price": "In dollars, $3 or more",
    "quantity": "1 unless you have several",
    "status": "available, not_for_sale or draft",
    "photos": "Names of files in the ZIP, with ; between, the cover first",
}
EXAMPLE: dict[str, str] = {
    "external_id": "dress-1",
    "title": "Crochet maxi dress",
    "description": "Worn once.",
    "category": "Women > Dresses > Maxi Dresses",
    "brand": "Free People",
    "size": "M",
    "size_system": "us",
    "measurements": "waist:710;length:1320",
    "colours": "cream;tan",
    "condition": "like_new",
    "style_tags": "boho",
    "original_price": "128.00",
    "price": "45.00",
    "quantity": "1",
    "status": "available",
    "photos": "front.jpg;back.jpg",
}
ALIASES: dict[str, tuple[str, ...]] = {
    "external_id": ("id", "sku", "item id", "custom label", "listing id"),
    "title": ("name", "item", "listing title"),
    "description": ("details", "body"),
    "category": ("product type", "type"),
    "brand": ("vendor", "designer", "manufacturer"),
    "colours": ("color", "colors", "colour"),
    "style_tags": ("style", "styles"),
    "original_price": ("original price", "msrp", "retail price", "list price"),
    "price": ("listing price", "sale price", "amount"),
    "quantity": ("qty", "stock"),
    "photos": ("images", "pictures", "image", "photo"),
}
SHOPIFY: dict[str, tuple[str, ...]] = {
    "external_id": ("Handle", "URL handle"),
    "title": ("Title",),
    "description": ("Body (HTML)", "Description"),
    "category": ("Type",),
    "brand": ("Vendor",),
    "original_price": ("Variant Compare At Price", "Compare-at price"),
    "price": ("Variant Price", "Price"),
    "quantity": ("Variant Inventory Qty", "Inventory quantity"),
    "status": ("Status",),
    "photos": ("Image Src", "Product image URL"),
}
"""As its exports say it, then as its newer template does. Size and colour come from the options,
whichever of the three holds them."""
SIGNATURES = ({"Handle", "Title", "Variant Price"}, {"URL handle", "Title", "Price"})


def kind_of(header: Sequence[str]) -> Import.Kind:
    """Whose file it is, by its header."""
    names = set(header)
    if any(names >= signature for signature in SIGNATURES):
        return Import.Kind.SHOPIFY
    if {"external_id", "title", "price", "condition"} <= names:
        return Import.Kind.OURS
    return Import.Kind.OTHER


def mapping_for(header: Sequence[str]) -> dict[str, str]:
    """{our column: theirs} as far as the names tell."""
    if kind_of(header) == Import.Kind.SHOPIFY:
        return _first(SHOPIFY, {name: name for name in header})
    plain = {name.strip().lower().replace("_", " "): name for name in reversed(header)}
    tries = {ours: (ours.replace("_", " "), *ALIASES.get(ours, ())) for ours in COLUMNS}
    return _first(tries, plain)


def _first(tries: Mapping[str, Sequence[str]], there: Mapping[str, str]) -> dict[str, str]:
    """For each of our columns the first of its names that is there, as it is written there."""
    found = {
        ours: [there[name] for name in names if name in there] for ours, names in tries.items()
    }
    return {ours: names[0] for ours, names in found.items() if names}
