"""Publishing and editing: complete or told what is missing, indexed, announced."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from closets.models import User
from listings import events
from listings.models import Brand, Category, Listing, Photo, PriceChange, Size, Status
from listings.refusals import ListingIncomplete, ListingLocked, StaleVersion
from listings.services.publish import listing_edit, listing_publish
from listings.services.status import listing_hold, listing_reserve
from listings.transitions import TransitionRefused
from tests.listings.rows import row, vector


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """The names of the events sent, in order."""
    names: list[str] = []
    signals = {
        "published": events.listing_published,
        "edited": events.listing_edited,
        "dropped": events.price_dropped,
        "status": events.listing_status_changed,
    }
    receivers = []
    for name, signal in signals.items():

        def receive(_name: str = name, **kwargs: object) -> None:
            names.append(_name)

        signal.connect(receive)
        receivers.append((signal, receive))
    yield names
    for signal, receive in receivers:
        signal.disconnect(receive)


def test_a_complete_draft_goes_on_sale(ana: User, complete: Listing, heard: list[str]) -> None:
    published = listing_publish(actor=ana, listing=complete)
    assert published.status == Status.AVAILABLE
    assert published.published_at == published.shared_at
    assert "'crochet':1A" in vector(published)
    assert heard == ["status", "published"]
    (move,) = published.transitions.all()
    assert (move.from_status, move.to_status, move.actor) == ("draft", "available", ana)


def test_an_empty_draft_is_told_all_that_is_missing(
    ana: User, draft: Listing, heard: list[str]
) -> None:
    before = row(draft)
    with pytest.raises(ListingIncomplete) as refusal:
        listing_publish(actor=ana, listing=draft)
    assert refusal.value.problems == {
        "photos": "Add at least one photo.",
        "title": "Give it a title.",
        "category": "Choose a category.",
        "condition": "Say what condition it is in.",
        "price": "Set a price between $3 and $50,000.",
    }
    assert (row(draft), heard) == (before, [])


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        ({"size": None}, {"size": "Choose a size."}),
        ({"price_cents": 299}, {"price": "Set a price between $3 and $50,000."}),
        ({"price_cents": 5_000_001}, {"price": "Set a price between $3 and $50,000."}),
        ({"typed": {"original_price": "lots"}}, {"original_price": "Please correct this."}),
    ],
)
def test_each_missing_field_has_its_message(
    ana: User, complete: Listing, change: dict[str, Any], problems: dict[str, str]
) -> None:
    Listing.objects.filter(pk=complete.pk).update(**change)
    with pytest.raises(ListingIncomplete) as refusal:
        listing_publish(actor=ana, listing=Listing.objects.get(pk=complete.pk))
    assert refusal.value.problems == problems
    assert row(complete)["status"] == "draft"


def test_a_size_in_words_is_a_size(ana: User, complete: Listing) -> None:
    Listing.objects.filter(pk=complete.pk).update(size=None, size_custom="fits like M")
    listing_publish(actor=ana, listing=Listing.objects.get(pk=complete.pk))
    assert row(complete)["status"] == "available"


def test_things_without_sizes_need_none(ana: User, complete: Listing) -> None:
    Listing.objects.filter(pk=complete.pk).update(size=None)
    Size.objects.all().delete()
    listing_publish(actor=ana, listing=Listing.objects.get(pk=complete.pk))
    assert row(complete)["status"] == "available"


def test_a_failed_photo_is_no_photo(ana: User, complete: Listing) -> None:
    complete.photos.update(state=Photo.State.FAILED)
    with pytest.raises(ListingIncomplete) as refusal:
        listing_publish(actor=ana, listing=complete)
    assert refusal.value.problems == {"photos": "Add at least one photo."}


def test_a_photo_in_preparation_will_do(ana: User, complete: Listing) -> None:
    complete.photos.update(state=Photo.State.PROCESSING)
    assert listing_publish(actor=ana, listing=complete).status == "available"


def test_an_unknown_brand_is_proposed_on_publishing(ana: User, complete: Listing) -> None:
    Listing.objects.filter(pk=complete.pk).update(typed={"brand": "Tante  Emma"})
    published = listing_publish(actor=ana, listing=Listing.objects.get(pk=complete.pk))
    assert published.brand is not None
    assert (published.brand.name, published.brand.slug, published.brand.review) == (
        "Tante Emma",
        "tante-emma",
        "proposed",
    )
    assert published.typed == {}


def test_publishing_twice_is_refused(ana: User, dress: Listing) -> None:
    before = row(dress)
    with pytest.raises(TransitionRefused):
        listing_publish(actor=ana, listing=dress)
    assert row(dress) == before


def test_it_refuses_a_stranger(cleo: User, complete: Listing) -> None:
    before = row(complete)
    with pytest.raises(PermissionDenied):
        listing_publish(actor=cleo, listing=complete)
    with pytest.raises(PermissionDenied):
        listing_edit(actor=cleo, listing=complete, values={"title": "x"}, version=1)
    assert row(complete) == before


def edited(dress: Listing, ana: User, **values: Any) -> Listing:
    return listing_edit(actor=ana, listing=dress, values=values, version=dress.version)


def test_an_edit_is_indexed_and_announced(ana: User, dress: Listing, heard: list[str]) -> None:
    after = edited(dress, ana, title="Velvet gown", brand_name="Tante Emma")
    assert (after.title, after.version) == ("Velvet gown", dress.version + 1)
    assert after.brand == Brand.objects.get(slug="tante-emma", review="proposed")
    assert "'velvet':1A" in vector(after)
    assert heard == ["edited"]


def test_an_edited_price_has_a_history(ana: User, dress: Listing, heard: list[str]) -> None:
    assert edited(dress, ana, price_cents=4000).price_cents == 4000
    (change,) = PriceChange.objects.filter(listing=dress)
    assert (change.old_cents, change.new_cents) == (4500, 4000)
    assert heard == ["dropped", "edited"]


def test_an_edit_that_empties_a_needed_field_changes_nothing(ana: User, dress: Listing) -> None:
    before = row(dress)
    with pytest.raises(ListingIncomplete) as refusal:
        edited(dress, ana, title="", price_cents=4000)
    assert refusal.value.problems == {"title": "Give it a title."}
    assert (row(dress), PriceChange.objects.count()) == (before, 0)


def test_an_edit_of_an_older_copy_changes_nothing(ana: User, dress: Listing) -> None:
    edited(dress, ana, title="Newer")
    before = row(dress)
    with pytest.raises(StaleVersion):
        edited(dress, ana, title="Older", price_cents=4000)
    assert (row(dress), PriceChange.objects.count()) == (before, 0)


def test_what_somebody_is_paying_for_is_locked(ana: User, bea: User, dress: Listing) -> None:
    listing_reserve(listing=dress, actor=bea)
    before = row(dress)
    with pytest.raises(ListingLocked):
        edited(dress, ana, title="Swapped")
    assert row(dress) == before


def test_a_held_listing_can_be_edited(ana: User, dress: Listing) -> None:
    listing_hold(listing=dress, actor=ana)
    assert edited(dress, ana, description="Better now.").description == "Better now."


def test_another_category_takes_its_place_in_the_tree(
    ana: User, dress: Listing, dresses: Category
) -> None:
    after = edited(dress, ana, category=dresses, size=dress.size)
    assert (after.category, after.subcategory, after.size) == (dresses, None, dress.size)
    assert after.published_at is not None
    assert after.published_at < timezone.now()
