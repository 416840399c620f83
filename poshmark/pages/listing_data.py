"""What other sites are told of a listing: structured data, Open Graph, links to share it by."""

import json
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from listings.crops import RATIO, Crop, crop_centred
from listings.models import Condition, Listing, Photo, Status
from listings.pictures import WIDTHS
from listings.selectors import ListingPage

AVAILABILITY = {
    Status.AVAILABLE: "InStock",
    Status.RESERVED: "OutOfStock",
    Status.NOT_FOR_SALE: "OutOfStock",
    Status.SOLD: "SoldOut",
    Status.REMOVED: "Discontinued",
}
OG_AVAILABILITY = {"InStock": "in stock", "OutOfStock": "out of stock"}


@dataclass(frozen=True)
class Outside:
    """url: absolute; image: the cover's address, "" for none; price: "48.00".

    image_size: its width and height in pixels, None when nobody measured it.
    links: (name, icon, address) of plain links that share it elsewhere.
    """

    url: str
    image: str
    image_size: tuple[int, int] | None
    price: str
    availability: str
    condition: str
    structured: SafeString
    links: list[tuple[str, str, str]]


def outside_of(page: ListingPage) -> Outside:
    """All that leaves the site about this listing; no queries."""
    row = page.listing
    url, images = absolute(row.get_absolute_url()), [absolute(p.url_1200) for p in page.gallery]
    image = images[0] if images else ""
    state = AVAILABILITY[Status(row.status)]
    return Outside(
        url=url,
        image=image,
        image_size=_size_of(page.gallery[0]) if image else None,
        price=_dollars(row),
        availability=OG_AVAILABILITY.get(state, "discontinued"),
        condition="new" if row.condition == Condition.NWT else "used",
        structured=_script_safe([_product(page, url, images, state), _path(page, url)]),
        links=_links(row, url, image),
    )


def _size_of(photo: Photo) -> tuple[int, int] | None:
    """Of its largest size, which is never above what the photo had."""
    if not photo.width:
        return None
    size = photo.width, photo.height
    across = (Crop(*photo.crop) if photo.crop else crop_centred(size)).width * photo.width
    width = min(WIDTHS[0], round(across))
    return width, round(width * RATIO[1] / RATIO[0])


def absolute(address: str) -> str:
    """The address with the site's own before it, unless it has one (object storage)."""
    return urljoin(f"{settings.SITE_URL}/", address)


def _dollars(row: Listing) -> str:
    cents = row.price_cents or 0
    return f"{cents // 100}.{cents % 100:02}"


def _product(page: ListingPage, url: str, images: list[str], state: str) -> dict[str, object]:
    row = page.listing
    kind = "NewCondition" if row.condition == Condition.NWT else "UsedCondition"
    facts = {
        "image": images,
        "brand": {"@type": "Brand", "name": row.brand.name} if row.brand else None,
        "color": ", ".join(row.colour_names),
        "size": row.size_label,
        "category": " > ".join(place.name for place in page.breadcrumbs),
    }
    return {
        "@context": "https://schema.org",
        "@type": "Product",
        "sku": str(row.pk),
        "name": row.title,
        "description": row.description or row.title,
        "url": url,
        **{name: value for name, value in facts.items() if value},
        "offers": {
            "@type": "Offer",
            "url": url,
            "price": _dollars(row),
            "priceCurrency": "USD",
            "itemCondition": f"https://schema.org/{kind}",
            "availability": f"https://schema.org/{state}",
            "seller": {"@type": "Person", "name": row.closet.display_name},
        },
    }


def _path(page: ListingPage, url: str) -> dict[str, object]:
    places = [(place.name, absolute(place.get_absolute_url())) for place in page.breadcrumbs]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate([*places, (page.listing.title, url)], 1)
        ],
    }


def _script_safe(data: object) -> SafeString:
    """JSON that can stand inside a script element."""
    text = json.dumps(data)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(text)  # noqa: S308 - JSON whose brackets are escaped


def _links(row: Listing, url: str, image: str) -> list[tuple[str, str, str]]:
    text = f"{row.title}, ${(row.price_cents or 0) / 100:,.2f} on Poshmark"
    mail = urlencode({"subject": row.title, "body": f"{text}\n{url}"}).replace("+", "%20")
    pin = {"url": url, "description": text} | ({"media": image} if image else {})
    return [
        ("E-mail", "mail", f"mailto:?{mail}"),
        ("X", "external", "https://x.com/intent/post?" + urlencode({"text": text, "url": url})),
        (
            "Facebook",
            "external",
            "https://www.facebook.com/sharer/sharer.php?" + urlencode({"u": url}),
        ),
        (
            "Pinterest",
            "external",
            "https://www.pinterest.com/pin/create/button/?" + urlencode(pin),
        ),
    ]
