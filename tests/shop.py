"""Listings on sale for tests that are not about how they got there."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from closets.models import User
from listings.models import Brand, Category, Department, Listing, Photo
from listings.services.index import listing_index


def category(path: str = "women/dresses", garment: str = "midi-dress") -> Category:
    """A category by its path, made when it is not there."""
    department_slug, slug = path.split("/")
    department, _ = Department.objects.get_or_create(
        slug=department_slug, defaults={"name": department_slug.title(), "position": 0}
    )
    row, _ = Category.objects.get_or_create(
        path=path,
        defaults={
            "department": department,
            "slug": slug,
            "name": slug.title(),
            "garment": garment,
            "size_group": "women-dresses",
        },
    )
    return row


def brand(name: str) -> Brand:
    """A brand by its name, made when it is not there."""
    row, _ = Brand.objects.get_or_create(name=name, defaults={"slug": slugify(name)})
    return row


def on_sale(
    owner: User, *, title: str = "Silk dress", age_minutes: int = 0, **fields: Any
) -> Listing:
    """A listing on sale in the owner's closet, with a picture, findable by its words."""
    where = fields.pop("category", None) or category()
    moment = timezone.now() - timedelta(minutes=age_minutes)
    listing = Listing.objects.create(
        closet=owner.closet,
        title=title,
        department=where.department,
        category=where,
        **(
            {
                "status": "available",
                "condition": "good",
                "price_cents": 4000,
                "published_at": moment,
                "shared_at": moment,
            }
            | fields
        ),
    )
    listing.cover = Photo.objects.create(
        listing=listing, position=0, state=Photo.State.READY, content_hash=f"{listing.pk:064x}"
    )
    listing.save(update_fields=["cover"])
    listing_index(listing)
    return listing
