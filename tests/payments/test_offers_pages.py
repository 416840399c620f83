"""The pages of offers, without scripts: what each side sees and can press (O1)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from closets.models import Address, Block, User, Vacation
from listings.models import Listing
from payments.models import Checkout, Offer, Order, SavedCard
from tests.payments.haggling import ASKS_LATER, FAILS_LATER, fresh, kept_card, offered
from tests.payments.shop import AUSTIN, DECLINED, GOOD, address, charged, text_of

CARD = {"number": GOOD, "expiry": "09/39", "cvc": "123"}


@pytest.fixture
def offer(buyer: Client, bea: User, dress: Listing) -> Offer:
    """Bea offers $30.00 for the dress of $45.00."""
    return offered(bea, dress)


def making(listing: Listing, **query: Any) -> str:
    return reverse("payments:make_offer", args=[listing.pk], query=query or None)


def act(client: Client, offer: Offer, verb: str, **data: Any) -> Any:
    return client.post(reverse(f"payments:offer_{verb}", args=[offer.reference]), data)


def sent(client: Client, listing: Listing, user: User, **changes: Any) -> Any:
    """The last press of an offer of $30.00, with everything filled in."""
    home, card = user.addresses.first(), SavedCard.objects.filter(customer__user=user).first()
    data = {
        "amount": "30",
        "address": home.pk if home else "",
        "card": card.pk if card else "",
        "reference": "6a3f2a3e-1f0b-4d58-9a6c-0d6f6f1c2b11",
    }
    return client.post(making(listing), data | changes)


# --- the way to an offer ------------------------------------------------------------------------


def test_the_rules_stand_there_before_anything_is_typed(buyer: Client, dress: Listing) -> None:
    page = text_of(buyer.get(making(dress)))
    assert "Offer $18.00 (40% of the price) or more, and less than $45.00." in page
    assert "24 hours" in page
    assert "your card is charged at once" in page


def test_a_price_shows_what_would_be_paid_and_earned(buyer: Client, dress: Listing) -> None:
    page = text_of(buyer.get(making(dress, amount="30")))
    assert "$38.78" in page
    assert "ana would earn $24.00 of it." in page
    assert not Offer.objects.exists()


def test_a_price_out_of_range_is_said_beside_it(buyer: Client, dress: Listing) -> None:
    page = text_of(buyer.get(making(dress, amount="17.99")))
    assert "At least $18.00." in page
    assert 'value="17.99"' in page


def test_somebody_new_is_led_from_address_to_card_to_offer(
    stranger: Client, cleo: User, dress: Listing
) -> None:
    here = making(dress, amount="30")
    assert "3. Where should it go?" in text_of(stranger.get(here))
    wrong = AUSTIN | {"zip_code": "94301", "next": here}
    refused = stranger.post(reverse("payments:offer_address"), wrong)
    assert (refused.status_code, Address.objects.filter(user=cleo).count()) == (422, 0)
    back = stranger.post(reverse("payments:offer_address"), AUSTIN | {"next": here})
    assert back["Location"] == here
    assert "3. A card behind your offer" in text_of(stranger.get(here))
    bad = stranger.post(reverse("payments:cards"), CARD | {"number": DECLINED, "next": here})
    assert bad.status_code == 422
    assert "Your card was declined." in text_of(bad)
    back = stranger.post(reverse("payments:cards"), CARD | {"next": here})
    assert back["Location"] == here
    page = text_of(stranger.get(here))
    assert "Visa ending in 4242" in page
    assert "$38.78 is charged at once" in page
    answer = sent(stranger, dress, cleo)
    offer = Offer.objects.get()
    assert answer["Location"] == offer.get_absolute_url()
    assert (offer.buyer, offer.amount_cents, charged()) == (cleo, 3000, [])


@pytest.mark.parametrize(
    "amount", ["0", "-30", "17.99", "45", "30.001", "1e3", "NaN", "9" * 40, "\0", "", "thirty"]
)
def test_a_tampered_amount_changes_nothing(
    amount: str, buyer: Client, bea: User, dress: Listing
) -> None:
    kept_card(bea)
    answer = sent(buyer, dress, bea, amount=amount)
    assert answer.status_code == 422
    assert not Offer.objects.exists()
    assert not Checkout.objects.exists()
    assert charged() == []


@pytest.mark.parametrize("field", ["address", "card", "reference"])
@pytest.mark.parametrize("value", ["", "0", "\0", "9" * 40, "x"])
def test_a_tampered_form_changes_nothing(
    field: str, value: str, buyer: Client, bea: User, dress: Listing
) -> None:
    kept_card(bea)
    assert sent(buyer, dress, bea, **{field: value}).status_code == 422
    assert not Offer.objects.exists()


def test_somebody_elses_card_and_address_are_refused(
    buyer: Client, bea: User, cleo: User, dress: Listing
) -> None:
    kept_card(bea)
    theirs = address(cleo, AUSTIN)
    assert sent(buyer, dress, bea, card=kept_card(cleo).pk).status_code == 422
    assert sent(buyer, dress, bea, address=theirs.pk).status_code == 422
    assert not Offer.objects.exists()


def test_the_own_item_a_closet_away_and_a_block(
    buyer: Client, seller: Client, ana: User, bea: User, dress: Listing
) -> None:
    assert seller.get(making(dress))["Location"] == dress.get_absolute_url()
    vacation = Vacation.objects.create(closet=ana.closet)
    assert buyer.get(making(dress))["Location"] == dress.get_absolute_url()
    vacation.delete()
    Block.objects.create(blocker=ana, blocked=bea)
    assert buyer.get(making(dress)).status_code == 404


def test_a_reserved_item_says_that_somebody_was_faster(buyer: Client, dress: Listing) -> None:
    Listing.objects.update(status="reserved")
    answer = buyer.get(making(dress))
    assert answer.status_code == 409
    assert "Somebody was faster" in text_of(answer)


def test_a_second_offer_leads_to_the_first(buyer: Client, offer: Offer, dress: Listing) -> None:
    assert buyer.get(making(dress))["Location"] == offer.get_absolute_url()
    assert Offer.objects.count() == 1


# --- the offer's page ---------------------------------------------------------------------------


def test_the_seller_sees_what_a_yes_earns_and_sells_it(seller: Client, offer: Offer) -> None:
    page = text_of(seller.get(offer.get_absolute_url()))
    assert "$30.00 is on the table." in page
    assert "you earn <strong" in page
    assert "$24.00" in page
    answer = act(seller, offer, "accept")
    assert answer["Location"] == Order.objects.get().get_absolute_url()
    assert charged() == [38_78]
    assert "Sold for $30.00" in text_of(seller.get(offer.get_absolute_url())).replace(
        "</strong>", ""
    )


def test_a_buyer_sees_that_the_seller_is_asked(buyer: Client, offer: Offer) -> None:
    page = text_of(buyer.get(offer.get_absolute_url()))
    assert "ana is asked." in page
    assert "Visa ending in 4242" in page
    assert "Take it back" in page


def test_a_counter_and_a_yes_of_the_buyer(buyer: Client, seller: Client, offer: Offer) -> None:
    low = act(seller, offer, "counter", amount="30")
    assert low.status_code == 422
    assert "At least $30.01." in text_of(low)
    act(seller, offer, "counter", amount="40")
    page = text_of(buyer.get(offer.get_absolute_url()))
    assert "Accept and pay $49.40" in page
    answer = act(buyer, offer, "accept")
    assert answer["Location"] == Order.objects.get().get_absolute_url()
    assert charged() == [49_40]


def test_a_bank_that_asks_is_gone_to(
    buyer: Client, bea: User, seller: Client, dress: Listing
) -> None:
    offer = offered(bea, dress, token=ASKS_LATER)
    act(seller, offer, "counter", amount="40")
    answer = act(buyer, offer, "accept")
    assert "/sandbox/" in answer["Location"]


def test_a_refused_card_is_told_to_both(
    buyer: Client, seller: Client, bea: User, dress: Listing
) -> None:
    offer = offered(bea, dress, token=FAILS_LATER)
    answer = act(seller, offer, "accept")
    assert answer["Location"] == offer.get_absolute_url()
    assert "buyer's card was refused" in text_of(seller.get(offer.get_absolute_url())).replace(
        "&#x27;", "'"
    )
    page = text_of(buyer.get(offer.get_absolute_url()))
    checkout = Checkout.objects.get()
    assert "your card was refused" in page
    assert checkout.get_absolute_url() in page
    assert "Pay $38.78" in text_of(buyer.get(checkout.get_absolute_url()))


@pytest.mark.parametrize("verb", ["accept", "decline", "withdraw", "counter", "prepare"])
def test_a_stranger_finds_nothing(verb: str, stranger: Client, offer: Offer) -> None:
    assert stranger.get(offer.get_absolute_url()).status_code == 404
    assert act(stranger, offer, verb, amount="40").status_code == 404
    assert fresh(offer).status == "seller"


@pytest.mark.parametrize("verb", ["accept", "decline", "counter"])
def test_who_is_not_asked_is_told_so(verb: str, buyer: Client, offer: Offer) -> None:
    answer = act(buyer, offer, verb, amount="40")
    page = buyer.get(answer["Location"])
    assert "It is the other side's turn." in text_of(page).replace("&#x27;", "'")
    assert fresh(offer).status == "seller"


def test_accepting_what_somebody_is_buying_is_friendly(
    seller: Client, stranger: Client, cleo: User, offer: Offer
) -> None:
    Listing.objects.update(status="reserved")
    page = text_of(seller.get(act(seller, offer, "accept")["Location"]))
    assert "Somebody else is buying this item just now." in page
    assert fresh(offer).status == "seller"
    assert charged() == []


def test_declined_withdrawn_and_expired_offers_say_so(
    buyer: Client, seller: Client, offer: Offer
) -> None:
    act(seller, offer, "decline")
    assert "Make another offer" in text_of(buyer.get(offer.get_absolute_url()))
    again = offered(offer.buyer, offer.listing, 3500)
    act(buyer, again, "withdraw")
    assert "Withdrawn." in text_of(seller.get(again.get_absolute_url()))
