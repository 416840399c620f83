"""The room of a case, its forms and the staff's desk."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from closets.models import User
from listings.models import Listing
from listings.services.pictures import picture_is_stored
from payments.cases.opening import case_open
from payments.cases.said import Said
from payments.models import Case, Order
from tests.payments.after_sale import delivered
from tests.payments.counting import queries, queries_and_text
from tests.payments.shop import bought, text_of

WORDS = "The hem is torn."


@pytest.fixture
def order(buyer: Client, dress: Listing) -> Order:
    return delivered(bought(buyer, dress))


@pytest.fixture
def case(order: Order) -> Case:
    said = Said(WORDS, ["cd" * 32])
    return case_open(order=order, reason="damaged", said=said, actor=order.buyer)


def picture(colour: str = "red", name: str = "hem.jpg") -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (120, 160), colour).save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def room(client: Client, order: Order) -> Any:
    return client.get(reverse("payments:case", args=[order.number]))


def act(client: Client, order: Order, name: str, **said: Any) -> Any:
    fields = {f"{name}-{field}": value for field, value in said.items()}
    return client.post(reverse("payments:case_act", args=[order.number, name]), fields)


# --- opening ------------------------------------------------------------------------------------


def test_a_buyer_opens_a_case_with_photos(order: Order, buyer: Client, seller: Client) -> None:
    assert "Something is wrong" in text_of(buyer.get(order.get_absolute_url()))
    path = reverse("payments:case_open", args=[order.number])
    assert "That something does not fit is no reason" in text_of(buyer.get(path))
    fields = {"reason": "damaged", "words": WORDS, "photos": [picture(), picture("blue")]}
    answer = buyer.post(path, fields)
    assert answer["Location"] == reverse("payments:case", args=[order.number])
    photos = Case.objects.get().messages.get().photos
    assert len(photos) == 2
    assert all(picture_is_stored(key) for key in photos)
    page = text_of(room(seller, order))
    assert WORDS in page
    assert "As it was sold" in page
    assert "The buyer gets $54.71 back; the seller earns $36.00 less." in page
    assert "In a case." in text_of(seller.get(order.get_absolute_url()))
    assert buyer.get(path)["Location"] == answer["Location"]


def test_what_is_missing_is_said_and_photos_are_kept(order: Order, buyer: Client) -> None:
    path = reverse("payments:case_open", args=[order.number])
    answer = buyer.post(path, {"reason": "wrong", "words": "", "photos": [picture()]})
    assert answer.status_code == 422
    assert "1 photo kept from before." in text_of(answer)
    kept = answer.context["form"]["kept"].value()
    answer = buyer.post(path, {"reason": "wrong", "words": "Not mine", "kept": kept})
    assert answer.status_code == 302
    assert len(Case.objects.get().messages.get().photos) == 1


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"words": WORDS}, "Choose what is wrong."),
        ({"reason": "damaged", "words": WORDS}, "Add at least one photo"),
        ({"reason": "damaged", "words": WORDS, "kept": "forged"}, "Add at least one photo"),
        ({"reason": "fit", "words": WORDS}, "Select a valid choice"),
    ],
)
def test_bad_input_opens_nothing(
    fields: dict[str, str], problem: str, order: Order, buyer: Client
) -> None:
    answer = buyer.post(reverse("payments:case_open", args=[order.number]), fields)
    assert answer.status_code == 422
    assert problem in text_of(answer)
    assert not Case.objects.exists()


def test_what_is_no_picture_is_named(order: Order, buyer: Client) -> None:
    file = SimpleUploadedFile("letter.jpg", b"%PDF-1.7", "image/jpeg")
    fields = {"reason": "damaged", "words": WORDS, "photos": [picture(), file]}
    answer = buyer.post(reverse("payments:case_open", args=[order.number]), fields)
    assert answer.status_code == 422
    assert "letter.jpg is not a JPEG, PNG, WebP or HEIC picture." in text_of(answer)
    assert "1 photo kept from before." in text_of(answer)
    assert not Case.objects.exists()


def test_strangers_and_sellers_open_none(order: Order, seller: Client, stranger: Client) -> None:
    for client in (seller, stranger):
        path = reverse("payments:case_open", args=[order.number])
        assert client.get(path).status_code == 404
        assert client.post(path, {"reason": "damaged", "words": WORDS}).status_code == 404
    assert not Case.objects.exists()


# --- the room -----------------------------------------------------------------------------------


def test_the_room_is_for_its_two_sides(case: Case, stranger: Client) -> None:
    assert room(stranger, case.order).status_code == 404
    assert act(stranger, case.order, "say", words="Hello").status_code == 404
    assert case.messages.count() == 1


def test_an_offer_is_made_and_taken(case: Case, seller: Client, buyer: Client) -> None:
    order = case.order
    answer = act(seller, order, "offer", amount="99")
    assert answer.status_code == 422
    assert "At most $45.00." in text_of(answer)
    act(seller, order, "offer", amount="10", words="For a tailor")
    page = text_of(room(buyer, order))
    assert "$10.62 back, and you keep the item." in page
    assert "For a tailor" in page
    act(buyer, order, "take")
    assert "Refunded in part" in text_of(room(buyer, order))
    assert "What you can do" not in text_of(room(buyer, order))


def test_words_are_needed_where_they_are(case: Case, seller: Client) -> None:
    answer = act(seller, case.order, "contest", words=" ")
    assert answer.status_code == 422
    case.refresh_from_db()
    assert case.status == "open"


def test_an_act_that_is_not_offered_moves_nothing(case: Case, buyer: Client) -> None:
    for name in ("refund", "take", "nonsense"):
        assert act(buyer, case.order, name).status_code == 302
    case.refresh_from_db()
    assert case.status == "open"


def test_the_room_costs_the_same_with_much_to_say(
    case: Case, buyer: Client, seller: Client
) -> None:
    path = reverse("payments:case", args=[case.order.number])
    few = queries(buyer, path)
    for n in range(4):
        act(seller if n % 2 else buyer, case.order, "say", words=f"Word {n}")
    many, page = queries_and_text(buyer, path)
    assert "Word 3" in page
    assert many == few <= 11


# --- the desk -----------------------------------------------------------------------------------


def test_staff_see_it_all_and_decide(case: Case, seller: Client, sam: User, buyer: Client) -> None:
    act(seller, case.order, "contest", words="It was whole when I packed it.")
    desk = Client()
    desk.force_login(sam)
    assert case.order.number in text_of(desk.get(reverse("admin:payments_case_changelist")))
    path = reverse("admin:payments_case_change", args=[case.pk])
    page = text_of(desk.get(path))
    for words in (WORDS, "It was whole when I packed it.", "Condition: Good", "$54.71 back"):
        assert words in page
    answer = desk.post(path, {"outcome": "part", "rule": "damage", "words": "A seam."})
    assert answer.status_code == 422
    assert "How much of the item price?" in text_of(answer)
    desk.post(path, {"outcome": "part", "amount": "12", "rule": "damage", "words": "A seam."})
    page = text_of(room(buyer, case.order))
    assert "Decided: Refund a part, $12.00 of the price." in page
    assert "sam" not in page
    assert "What is known" in text_of(desk.get(path))


def test_others_cannot_decide(case: Case, seller: Client) -> None:
    path = reverse("admin:payments_case_change", args=[case.pk])
    assert seller.get(path).status_code == 302
