"""Offers and bundles in the staff's workplace: read, never written."""

import pytest
from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from payments.bundles.making import bundle_say, bundle_start
from payments.models import Bundle, LikersOffer, Offer
from payments.offers.answering import offer_accept
from payments.offers.likers import likers_offer_start
from social.models import Like
from tests.payments.conftest import signed_in
from tests.payments.haggling import offered
from tests.payments.shop import hang, text_of


@pytest.fixture
def staff(sam: User) -> Client:
    return signed_in(sam)


@pytest.fixture
def rows(dress: Listing, ana: User, bea: User) -> list[Offer | LikersOffer | Bundle]:
    """A paid offer, an offer to likers and a bundle."""
    hat = hang(ana, "Hat")
    Like.objects.create(user=bea, listing=hat)
    offer = offered(bea, dress)
    offer_accept(offer=offer, actor=ana)
    bundle = bundle_start(actor=bea, buyer=bea, listing=hat)
    bundle_say(actor=bea, bundle=bundle, body="Would it fit?")
    return [offer, likers_offer_start(actor=ana, listing=hat, cents=4000), bundle]


def test_staff_read_what_was_said(staff: Client, rows: list[Offer | LikersOffer | Bundle]) -> None:
    pages = []
    for row in rows:
        name = row._meta.model_name
        assert staff.get(reverse(f"admin:payments_{name}_changelist")).status_code == 200
        pages.append(text_of(staff.get(reverse(f"admin:payments_{name}_change", args=[row.pk]))))
        assert staff.get(reverse(f"admin:payments_{name}_add")).status_code == 403
        assert (
            staff.post(
                reverse(f"admin:payments_{name}_delete", args=[row.pk]), {"post": "yes"}
            ).status_code
            == 403
        )
    assert "$30.00" in pages[0]
    assert "Bought" in pages[0]
    assert "$40.00" in pages[1]
    assert "Would it fit?" in pages[2]
