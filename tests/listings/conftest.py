"""A catalogue small enough to know by heart, and what a seller starts with."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from closets.models import Closet, User
from listings.models import Brand, Category, Department, Listing, Photo, Size, StyleTag
from listings.services.photos import cover_keep
from listings.services.pictures import store_picture
from listings.services.publish import listing_publish
from tests.browsers import signed_in_context
from tests.people import person
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
def catalogue(maxi: Category, medium: Size, free_people: Brand, boho: StyleTag) -> None:
    """What the rows of `archives.item` name."""


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


@pytest.fixture
def phone(transactional_db: None, live_server: LiveServer, browser: Browser) -> Iterator[Page]:
    """Ana, signed in on her phone, whose screen can be touched."""
    context = signed_in_context(
        browser, live_server.url, person("ana"), has_touch=True, bypass_csp=True
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def photo(phone: Page) -> Photo:
    """A wide photo of a draft of hers."""
    draft = Listing.objects.create(closet=Closet.objects.get(handle="ana"))
    made = Photo.objects.create(
        listing=draft,
        position=0,
        state=Photo.State.READY,
        content_hash=store_picture(picture(1600, 800)),
        width=1600,
        height=800,
    )
    cover_keep(draft.pk)
    return made
