"""Vacation hold (A6): all is seen, nothing is sold, and it ends by itself."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from closets.models import User, Vacation
from closets.services import vacation_end, vacation_start
from listings.models import Listing
from listings.selectors import listing_for_page
from payments.models import Checkout
from payments.orders.checkout import checkout_start
from social.guards import ActRefused
from tests.payments.shop import hang, press_buy, text_of

TODAY = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def _today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


pytestmark = pytest.mark.usefixtures("_today")


def reserve(buyer: User, listing: Listing) -> Checkout:
    return checkout_start(buyer=buyer, listing=Listing.objects.get(pk=listing.pk))


def test_nothing_can_be_bought_until_the_day_and_then_again(ana: User, bea: User) -> None:
    dress = hang(ana)
    vacation_start(user=ana, until=date(2026, 11, 26))
    with pytest.raises(ActRefused, match=r"This closet is on vacation until November 26, 2026\."):
        reserve(bea, dress)
    assert Listing.objects.get(pk=dress.pk).status == "available"
    with time_machine.travel(datetime(2026, 11, 25, 23, 59, tzinfo=UTC)), pytest.raises(ActRefused):
        reserve(bea, dress)
    with time_machine.travel(datetime(2026, 11, 26, 0, 0, tzinfo=UTC)):
        assert reserve(bea, dress).status == "open"


def test_without_a_day_it_runs_until_it_is_ended(ana: User, bea: User) -> None:
    dress = hang(ana)
    vacation_start(user=ana, until=None)
    with time_machine.travel(datetime(2028, 1, 1, tzinfo=UTC)), pytest.raises(ActRefused):
        reserve(bea, dress)
    vacation_end(user=ana)
    assert reserve(bea, dress).status == "open"


def test_started_twice_it_is_one_hold_with_the_later_day(ana: User) -> None:
    vacation_start(user=ana, until=date(2026, 12, 1))
    vacation_start(user=ana, until=None)
    assert list(Vacation.objects.values_list("closet", "until")) == [(ana.closet.pk, None)]


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2020, 1, 1)])
def test_it_refuses_a_day_that_has_come(ana: User, day: date) -> None:
    with pytest.raises(ValidationError, match="Choose a day after today"):
        vacation_start(user=ana, until=day)
    assert Vacation.objects.count() == 0


def test_what_is_being_paid_for_is_still_the_buyers(ana: User, bea: User) -> None:
    dress = hang(ana)
    checkout = reserve(bea, dress)
    vacation_start(user=ana, until=None)
    checkout.refresh_from_db()
    assert (checkout.status, checkout.is_over) == ("open", False)


def test_pages_say_so_and_offer_no_buying(client: Client, ana: User, bea: User) -> None:
    dress = hang(ana)
    client.force_login(bea)
    assert "Buy now" in text_of(client.get(dress.get_absolute_url()))
    vacation_start(user=ana, until=date(2026, 12, 1))
    for page in (dress.get_absolute_url(), ana.closet.get_absolute_url()):
        text = text_of(client.get(page))
        assert "This closet is on vacation until December 1, 2026." in text
        assert "Buy now" not in text
        assert "Crochet maxi dress" in text
    answer = press_buy(client, dress)
    assert answer["Location"] == dress.get_absolute_url()
    assert "on vacation until December 1, 2026." in text_of(client.get(answer["Location"]))
    assert Checkout.objects.count() == 0


def test_a_hold_costs_the_listing_no_query(ana: User, django_assert_num_queries: Any) -> None:
    dress = hang(ana)
    for away in (False, True):
        with django_assert_num_queries(3):
            page = listing_for_page(dress.pk, None)
            assert bool(page.listing.closet.away) is away
        vacation_start(user=ana, until=None)


def test_the_settings_page_starts_changes_and_ends_it(client: Client, ana: User) -> None:
    client.force_login(ana)
    page, hold = reverse("closets:vacation"), reverse("closets:vacation_hold")
    assert "Go on vacation" in text_of(client.get(page))
    assert client.post(hold, {"until": "2026-12-01"}).status_code == 302
    assert Vacation.objects.get().until == date(2026, 12, 1)
    text = text_of(client.get(page))
    assert "until December 1, 2026." in text
    assert 'value="2026-12-01"' in text
    answer = client.post(hold, {"until": "2026-11-01"})
    assert answer.status_code == 422
    assert "Choose a day after today, or none." in text_of(answer)
    assert Vacation.objects.get().until == date(2026, 12, 1)
    assert client.post(hold, {"_method": "delete"}).status_code == 302
    assert Vacation.objects.count() == 0


def test_it_asks_a_visitor_to_sign_in(client: Client, db: None) -> None:
    assert "/login" in client.get(reverse("closets:vacation"))["Location"]
    assert "/login" in client.post(reverse("closets:vacation_hold"))["Location"]
