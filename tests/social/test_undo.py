"""Undo (S7, X3): what an act left is gone when it is taken back."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from social.models import Share
from social.selectors import counts_of
from social.services.counters import counts_fold
from social.services.shares import UNDO_FOR, listing_share, share_take_back
from tests.shop import brand, on_sale
from tests.social.undoing import differences, dump, undoables


@pytest.fixture
def acts(ana: User, dress: Listing) -> dict[str, str]:
    return {
        "like": reverse("social:like", args=[dress.pk]),
        "share": reverse("social:share", args=[dress.pk]),
        "follow": reverse("social:follow_closet", args=[ana.closet.pk]),
        "follow a brand": reverse("social:follow_brand", args=[brand("Free People").pk]),
    }


@pytest.mark.parametrize(
    "name",
    [
        *("like", "share", "share to a party", "follow", "follow a brand"),
        *("delete a comment", "drop a price", "delete a listing"),
    ],
)
def test_do_and_undo_is_the_database_before(
    name: str, ana: User, bea: User, dress: Listing
) -> None:
    on_sale(ana, title="Wool coat")
    changed, left = differences(undoables(ana, bea, dress)[name])
    assert changed
    assert left == []


@pytest.mark.parametrize("act", ["like", "follow", "follow a brand"])
def test_undo_and_do_again_keeps_one_row(
    act: str, acts: dict[str, str], client: Client, bea: User
) -> None:
    client.force_login(bea)
    for verb in (client.post, client.delete, client.post, client.post):
        verb(acts[act])
    counts_fold()
    once = dump()
    client.delete(acts[act])
    client.post(acts[act])
    counts_fold()
    assert {name: len(rows) for name, rows in dump().items()} == {
        name: len(rows) for name, rows in once.items()
    }


@pytest.mark.parametrize(
    ("act", "says"),
    [
        ("like", "You like “Silk dress”."),
        ("share", "Shared “Silk dress” to your followers."),
        ("follow", "You follow ana."),
        ("follow a brand", "You follow Free People."),
    ],
)
def test_each_act_says_what_was_done_and_offers_to_undo_it(
    act: str, says: str, acts: dict[str, str], client: Client, bea: User
) -> None:
    client.force_login(bea)
    answer = client.post(acts[act], headers={"hx-request": "true"})
    assert says in answer.text
    assert f'<form method="post" action="{acts[act]}"' in answer.text
    assert '<input type="hidden" name="_method" value="delete">' in answer.text
    client.delete(acts[act], headers={"hx-request": "true"})
    page = client.post(acts[act], {"next": "/news/"}, follow=True)
    assert says in page.text
    assert '<input type="hidden" name="_method" value="delete">' in page.text


def test_taking_back_can_be_taken_back(client: Client, acts: dict[str, str], bea: User) -> None:
    client.force_login(bea)
    client.post(acts["like"])
    page = client.post(acts["like"], {"_method": "delete", "next": "/news/"}, follow=True)
    assert "You no longer like “Silk dress”." in page.text
    toast = page.text.split("You no longer like")[1].split("</form>")[0]
    assert f'action="{acts["like"]}"' in toast
    assert "_method" not in toast


def _shared_twice(bea: User, cleo: User, dress: Listing) -> tuple[Share, Share]:
    first = listing_share(user=bea, listing=dress)
    dress.refresh_from_db()
    return first, listing_share(user=cleo, listing=dress)


def test_a_share_that_was_overtaken_sinks_nothing(bea: User, cleo: User, dress: Listing) -> None:
    _, second = _shared_twice(bea, cleo, dress)
    assert share_take_back(user=bea, listing=dress)
    dress.refresh_from_db()
    assert dress.shared_at == second.created_at
    assert counts_of(dress).shares == 1


@pytest.mark.parametrize("turned", [False, True])
def test_shares_taken_back_in_any_order_leave_the_listing_where_it_was(
    turned: bool, bea: User, cleo: User, dress: Listing
) -> None:
    before = dress.shared_at
    _shared_twice(bea, cleo, dress)
    for member in (bea, cleo) if turned else (cleo, bea):
        assert share_take_back(user=member, listing=dress)
    dress.refresh_from_db()
    assert dress.shared_at == before


@pytest.mark.parametrize("late", [True, False])
def test_a_share_is_taken_back_within_its_minutes(
    late: bool, client: Client, bea: User, dress: Listing
) -> None:
    client.force_login(bea)
    url = reverse("social:share", args=[dress.pk])
    client.post(url)
    later = UNDO_FOR + timedelta(seconds=1) if late else timedelta()
    with time_machine.travel(timezone.now() + later, tick=False):
        answer = client.delete(url, headers={"hx-request": "true"})
    assert answer.status_code == (409 if late else 200)
    assert Share.objects.count() == int(late)
