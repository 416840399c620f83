"""Blocks and suspensions (A8): no page shows a trace of who is hidden, no act reaches them."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from social.models import Comment, Like, Party, PartyItem, Share
from social.selectors import counts_of
from tests.pages.hidden import (
    HIDE,
    addresses_of_the_hidden,
    pages_to_look_at,
    somebody_hidden,
    traces,
)


@pytest.fixture
def hidden(ana: User, bea: User) -> User:
    cache.clear()
    return somebody_hidden(ana, bea)


@pytest.mark.parametrize("how", HIDE)
def test_no_page_shows_a_trace(how: str, hidden: User, client: Client, bea: User) -> None:
    HIDE[how](bea, hidden)
    client.force_login(bea)
    pages = pages_to_look_at()
    assert len(pages) > 40
    assert traces(client, pages) == {}


@pytest.mark.parametrize("how", HIDE)
def test_their_own_pages_are_not_there(how: str, hidden: User, client: Client, bea: User) -> None:
    HIDE[how](bea, hidden)
    client.force_login(bea)
    for page in addresses_of_the_hidden():
        assert client.get(page).status_code == 404, page


@pytest.mark.parametrize("how", HIDE)
def test_no_act_reaches_them(how: str, hidden: User, client: Client, bea: User) -> None:
    HIDE[how](bea, hidden)
    client.force_login(bea)
    gem, party = Listing.objects.get(title="Hidden gem"), Party.objects.get()
    before = [model.objects.count() for model in (Like, Share, Comment, PartyItem)]
    counts = counts_of(gem)
    verbs = [
        reverse("social:share", args=[gem.pk]),
        reverse("social:comments", args=[gem.pk]),
        reverse("social:follow_closet", args=[gem.closet_id]),
        reverse("social:party_item", args=[party.pk, gem.pk]),
        reverse("social:report", args=[gem.pk]),
    ]
    for verb in verbs:
        answer = client.post(verb, {"body": "Hello?"}, headers={"hx-request": "true"})
        assert answer.status_code in {404, 409, 422}, verb
    assert [model.objects.count() for model in (Like, Share, Comment, PartyItem)] == before
    assert counts_of(gem).likes == counts.likes
