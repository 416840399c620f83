"""A member's own shares and comments."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closets.models import User
from closets.services import member_block
from listings.models import Listing
from social.services.comments import comment_add, comment_delete
from social.services.shares import listing_share
from tests.people import person
from tests.shop import on_sale

PAGES = ["social:my_shares", "social:my_comments"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_anything_says_what_to_do(page: str, client: Client, bea: User) -> None:
    assert client.get(reverse(page)).status_code == 302
    client.force_login(bea)
    assert 'class="empty__title"' in client.get(reverse(page)).text


def test_shares_are_listed_with_what_is_left(client: Client, bea: User, dress: Listing) -> None:
    listing_share(user=bea, listing=dress)
    client.force_login(bea)
    page = client.get(reverse("social:my_shares")).text
    assert "Silk dress" in page
    assert "to followers" in page
    assert "4,999 shares left today, the first one renews at" in page


def test_the_message_of_a_share_says_what_is_left(
    client: Client, bea: User, dress: Listing
) -> None:
    client.force_login(bea)
    url = reverse("social:share", args=[dress.pk])
    told = client.post(url, headers={"hx-request": "true"}).text
    assert "to your followers. 4,999 shares left today." in told


def test_deleted_comments_and_those_on_a_blocked_closet_are_left_out(
    client: Client, bea: User, dress: Listing
) -> None:
    gone = comment_add(user=bea, listing=dress, body="Never mind.")
    comment_delete(actor=bea, comment=gone)
    comment_add(user=bea, listing=dress, body="Is it <i>lined</i>?")
    client.force_login(bea)
    page = client.get(reverse("social:my_comments")).text
    assert "Is it &lt;i&gt;lined&lt;/i&gt;?" in page
    assert "Never mind." not in page
    member_block(actor=dress.closet.user, blocked=bea)
    assert "lined" not in client.get(reverse("social:my_comments")).text


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_the_same_for_few_and_for_many(
    page: str, client: Client, bea: User, dress: Listing
) -> None:
    client.force_login(bea)

    def cost(listing: Listing) -> int:
        listing_share(user=bea, listing=listing)
        comment_add(user=bea, listing=listing, body="Lovely!")
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(page))
        return len(captured)

    few = cost(dress)
    for number in range(3):
        many = cost(on_sale(person(f"seller{number}")))
    assert many == few <= 6


@pytest.mark.parametrize("page", PAGES)
def test_a_made_up_cursor_begins_anew(page: str, client: Client, bea: User) -> None:
    client.force_login(bea)
    assert client.get(reverse(page), {"after": "x"})["Location"] == reverse(page)
