"""A catalogue small enough to know by heart, and what a seller starts with."""

import pytest

from closets.models import User
from listings.models import Brand, Category, Department, Listing, Photo, Size, StyleTag
from listings.services.photos import cover_keep
from listings.services.pictures import store_picture
from listings.services.publish import listing_publish
from tests.pictures import picture


@pytest.fixture
def dresses(db: None) -> Category:
    """Women > Dresses, which comes in the sizes of "women-dresses"."""
    women = Department.objects.create(slug="women", name="Women", position=0)
    return Category.objects.create(
        department=women,
        slug="dresses",
        name="Dresses",
        path="women/dresses",
        garment="dress",
        size_group="women-dresses",
        synonyms=["frock", "gown"],
    )


@pytest.fixture
def maxi(dresses: Category) -> Category:
    """Women > Dresses > Maxi."""
    return Category.objects.create(
        department=dresses.department,
        parent=dresses,
        slug="maxi",
        name="Maxi",
        path="women/dresses/maxi",
        garment="dress",
        size_group="women-dresses",
    )


@pytest.fixture
def medium(db: None) -> Size:
    """Size M of the dresses."""
    return Size.objects.create(group="women-dresses", label="M", position=2)


@pytest.fixture
def free_people(db: None) -> Brand:
    return Brand.objects.create(
        name="Free People", slug="free-people", aliases=["FP"], popularity=9
    )


@pytest.fixture
def boho(db: None) -> StyleTag:
    return StyleTag.objects.create(slug="boho", name="Boho")


@pytest.fixture
def draft(ana: User) -> Listing:
    """Ana's empty draft."""
    return Listing.objects.create(closet=ana.closet)


@pytest.fixture
def complete(draft: Listing, maxi: Category, medium: Size) -> Listing:
    """Ana's draft with everything a listing needs."""
    add_photo(draft)
    Listing.objects.filter(pk=draft.pk).update(
        title="Crochet maxi dress",
        department=maxi.department,
        category=maxi.parent,
        subcategory=maxi,
        size=medium,
        condition="like_new",
        price_cents=4500,
        original_price_cents=12800,
    )
    return Listing.objects.get(pk=draft.pk)


@pytest.fixture
def dress(ana: User, complete: Listing) -> Listing:
    """Ana's dress, on sale for $45."""
    return listing_publish(actor=ana, listing=complete)


def add_photo(listing: Listing) -> Photo:
    """One more photo, ready."""
    photo = Photo.objects.create(
        listing=listing,
        position=listing.photos.count(),
        state=Photo.State.READY,
        content_hash=store_picture(picture()),
        width=120,
        height=160,
    )
    cover_keep(listing.pk)
    return photo
