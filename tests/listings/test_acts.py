"""What a seller does to a published listing, through its addresses."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from closets.models import User
from listings.models import Listing, Photo
from listings.services.status import listing_reserve
from tests.listings.conftest import add_photo
from tests.listings.rows import row
from tests.pictures import upload

HTMX = {"HX-Request": "true"}


@pytest.fixture
def seller(client: Client, ana: User) -> Client:
    client.force_login(ana)
    return client


def told(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def as_shown(seller: Client, listing: Listing) -> dict[str, Any]:
    """The edit form as it stands, ready to be sent."""
    form = seller.get(f"/listings/{listing.pk}/edit").context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None}


def test_the_whole_form_is_saved_or_nothing(seller: Client, dress: Listing) -> None:
    form = as_shown(seller, dress)
    page = f"/listings/{dress.pk}/edit"
    wrong = seller.post(page, {**form, "title": "New title", "price": "free"})
    assert (wrong.status_code, row(dress)["title"]) == (422, "Crochet maxi dress")
    assert wrong.context["form"]["title"].value() == "New title"
    right = seller.post(page, {**form, "title": "New title", "price": "40"})
    assert (right.status_code, right["Location"]) == (302, dress.get_absolute_url())
    assert (row(dress)["title"], row(dress)["price_cents"]) == ("New title", 4000)


def test_an_unchanged_form_changes_nothing_but_the_version(seller: Client, dress: Listing) -> None:
    before = row(dress)
    seller.post(f"/listings/{dress.pk}/edit", as_shown(seller, dress))
    assert row(dress) == {**before, "version": before["version"] + 1}


def test_emptying_a_needed_field_is_told_beside_it(seller: Client, dress: Listing) -> None:
    form = {**as_shown(seller, dress), "title": " "}
    answer = seller.post(f"/listings/{dress.pk}/edit", form)
    assert answer.context["form"].errors == {"title": ["Give it a title."]}
    assert row(dress)["title"] == "Crochet maxi dress"


def test_an_older_copy_is_told_and_may_be_kept(seller: Client, dress: Listing) -> None:
    form = as_shown(seller, dress)
    seller.post(f"/listings/{dress.pk}/edit", {**form, "title": "First"})
    answer = seller.post(f"/listings/{dress.pk}/edit", {**form, "title": "Second"})
    assert (answer.status_code, row(dress)["title"]) == (409, "First")
    seller.post(f"/listings/{dress.pk}/edit", {**form, "title": "Second", "keep": "1"})
    assert row(dress)["title"] == "Second"


def test_nothing_is_edited_while_somebody_pays(seller: Client, bea: User, dress: Listing) -> None:
    form = as_shown(seller, dress)
    listing_reserve(listing=dress, actor=bea)
    before = row(dress)
    answer = seller.post(f"/listings/{dress.pk}/edit", {**form, "title": "Swapped"})
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == ["This listing cannot be changed now."]
    assert row(dress) == before


def test_a_draft_is_edited_on_its_own_page(seller: Client, draft: Listing, dress: Listing) -> None:
    other = Listing.objects.create(closet=dress.closet)
    assert seller.get(f"/listings/{other.pk}/edit")["Location"] == f"/sell/{other.pk}/"
    assert seller.get(f"/sell/{dress.pk}/")["Location"] == f"/listings/{dress.pk}/edit"


def test_a_price_is_dropped(seller: Client, dress: Listing) -> None:
    answer = seller.post(f"/listings/{dress.pk}/price", {"price": "$40"})
    assert (answer["Location"], told(answer)) == (
        dress.get_absolute_url(),
        ["The price is $40.00 now."],
    )
    assert row(dress)["price_cents"] == 4000
    page = seller.get(f"/listings/{dress.pk}/price").content.decode()
    assert "$45.00 → $40.00" in page


@pytest.mark.parametrize(
    ("price", "message"),
    [("", "This field is required."), ("2.99", "At least $3.00."), ("x", "Enter a number.")],
)
def test_a_bad_price_changes_nothing(
    seller: Client, dress: Listing, price: str, message: str
) -> None:
    answer = seller.post(f"/listings/{dress.pk}/price", {"price": price})
    assert (answer.status_code, answer.context["form"].errors) == (422, {"price": [message]})
    assert row(dress)["price_cents"] == 4500


def test_holding_and_offering_again(seller: Client, dress: Listing) -> None:
    seller.post(f"/listings/{dress.pk}/hold")
    assert row(dress)["status"] == "not_for_sale"
    seller.post(f"/listings/{dress.pk}/hold", {"_method": "delete"})
    assert row(dress)["status"] == "available"
    answer = seller.delete(f"/listings/{dress.pk}/hold")
    assert told(answer)[-1] == "That is not possible in its present state."


def test_deleting_can_be_undone(seller: Client, dress: Listing) -> None:
    answer = seller.post(f"/listings/{dress.pk}/delete")
    (message,) = get_messages(answer.wsgi_request)
    assert message.extra_tags == f"undo:/listings/{dress.pk}/restore"
    assert seller.get(f"/listings/{dress.pk}/edit").status_code == 404
    seller.post(f"/listings/{dress.pk}/restore")
    assert row(dress)["deleted_at"] is None
    assert seller.post(f"/listings/{dress.pk}/restore").status_code == 404


def test_what_is_being_paid_is_not_deleted(seller: Client, bea: User, dress: Listing) -> None:
    listing_reserve(listing=dress, actor=bea)
    answer = seller.post(f"/listings/{dress.pk}/delete")
    assert told(answer) == ["A listing that is sold or being paid for cannot be deleted."]
    assert row(dress)["deleted_at"] is None


def test_a_copy_opens_as_a_draft(seller: Client, dress: Listing) -> None:
    answer = seller.post(f"/listings/{dress.pk}/copy")
    copy = Listing.objects.get(status="draft")
    assert answer["Location"] == f"/sell/{copy.pk}/"


def order(listing: Listing) -> list[int]:
    return list(listing.photos.order_by("position").values_list("pk", flat=True))


def test_each_photo_is_taken_as_it_comes(seller: Client, draft: Listing) -> None:
    for place in (1, 0):
        files = {"photos": upload(name=f"{place}.jpg"), "place": place}
        answer = seller.post(f"/listings/{draft.pk}/photos", files, headers=HTMX)
        assert (answer.status_code, "Being prepared" in answer.content.decode()) == (200, True)
    names = draft.photos.order_by("position").values_list("file_name", flat=True)
    assert list(names) == ["0.jpg", "1.jpg"]


def test_a_refused_photo_is_told_by_name(seller: Client, draft: Listing) -> None:
    files = {"photos": upload(b"", "empty.jpg")}
    answer = seller.post(f"/listings/{draft.pk}/photos", files, headers=HTMX)
    assert answer.status_code == 422
    assert "empty.jpg is empty." in answer.content.decode()
    assert Photo.objects.count() == 0


@pytest.mark.parametrize(
    ("sent", "result"),
    [
        ({"move": "earlier"}, [1, 0, 2]),
        ({"move": "later"}, [0, 2, 1]),
        ({"move": "first"}, [1, 0, 2]),
        ({"position": "0"}, [1, 0, 2]),
        ({"position": "2"}, [0, 2, 1]),
        ({"position": "999"}, [0, 2, 1]),
        ({"position": "-1"}, [0, 1, 2]),
        ({"move": "away"}, [0, 1, 2]),
        ({}, [0, 1, 2]),
        ({"_method": "delete"}, [0, 2]),
    ],
)
def test_a_photo_is_moved_or_removed(
    seller: Client, draft: Listing, sent: dict[str, str], result: list[int]
) -> None:
    photos = [add_photo(draft).pk for _ in range(3)]
    answer = seller.post(f"/listings/{draft.pk}/photos/{photos[1]}", sent, headers=HTMX)
    assert answer.status_code == 200
    assert order(draft) == [photos[n] for n in result]


def test_a_photos_button_without_scripts_keeps_what_was_typed(
    seller: Client, draft: Listing
) -> None:
    photos = [add_photo(draft).pk for _ in range(2)]
    sent = {"move": "later", "title": "Silk scarf", "version": 1}
    answer = seller.post(f"/listings/{draft.pk}/photos/{photos[0]}", sent)
    assert answer["Location"] == f"/sell/{draft.pk}/"
    assert (order(draft), row(draft)["title"]) == (photos[::-1], "Silk scarf")


def test_on_a_published_listing_it_keeps_it_on_the_page_alone(
    seller: Client, dress: Listing
) -> None:
    extra = add_photo(dress)
    sent = {**as_shown(seller, dress), "title": "Half an idea", "_method": "delete"}
    answer = seller.post(f"/listings/{dress.pk}/photos/{extra.pk}", sent)
    assert answer.context["form"]["title"].value() == "Half an idea"
    assert (dress.photos.count(), row(dress)["title"]) == (1, "Crochet maxi dress")


def test_another_listings_photo_is_404(seller: Client, draft: Listing, dress: Listing) -> None:
    other = Listing.objects.create(closet=dress.closet)
    photo = dress.photos.get()
    assert seller.post(f"/listings/{other.pk}/photos/{photo.pk}").status_code == 404
