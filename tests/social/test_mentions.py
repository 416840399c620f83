"""Whom the comment field offers to mention."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closets.models import User
from closets.services import member_block
from listings.models import Listing
from social.mentioning import mentionable
from social.services.comments import comment_add
from social.services.follows import closet_follow
from tests.people import person


def offered(viewer: User, listing: Listing, start: str) -> list[str]:
    return [one.handle for one in mentionable(viewer_id=viewer.pk, listing=listing, start=start)]


def test_who_talks_here_comes_first_then_the_followed_then_anybody(
    bea: User, dress: Listing
) -> None:
    anyone, followed, talker = person("aa_any"), person("ab_followed"), person("ac_talker")
    closet_follow(user=bea, closet=followed.closet)
    comment_add(user=talker, listing=dress, body="Lovely!")
    assert offered(bea, dress, "a") == ["ac_talker", "ana", "ab_followed", "aa_any"]
    assert offered(bea, dress, "AB") == ["ab_followed"]
    assert offered(bea, dress, "") == ["ac_talker", "ana"]
    assert anyone.closet.handle not in offered(bea, dress, "ab")


@pytest.mark.parametrize("start", ["%", "a b", "é", "ana'"])
def test_what_is_no_handle_finds_nobody(start: str, bea: User, dress: Listing) -> None:
    assert offered(bea, dress, start) == []


def test_it_offers_neither_oneself_nor_the_blocked_nor_the_suspended(
    bea: User, cleo: User, dress: Listing
) -> None:
    gone = person("cora")
    gone.is_active = False
    gone.save()
    member_block(actor=cleo, blocked=bea)
    assert offered(bea, dress, "c") == []
    assert offered(bea, dress, "be") == []


def test_the_field_asks_and_gets_options(client: Client, bea: User, dress: Listing) -> None:
    url = reverse("social:mentions", args=[dress.pk])
    assert client.get(url).status_code == 302
    client.force_login(bea)
    client.get(url, {"q": "an"})
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url, {"q": "an"})
    assert '<li class="menu__item" role="option"' in answer.text
    assert 'data-handle="ana"' in answer.text
    assert len(captured) <= 6
    assert f'data-mentions="{url}"' in client.get(dress.get_absolute_url()).text
