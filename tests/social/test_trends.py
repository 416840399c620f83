"""Trends for stylists: what one's followers like, by count."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from closets.services import member_block
from listings.models import Listing
from social.models import Like, Share
from social.services.follows import closet_follow
from social.services.likes import listing_like
from social.trends import followers_like
from tests.people import person
from tests.shop import on_sale

PAGE = reverse("social:trends")


@pytest.fixture
def fans(ana: User) -> list[User]:
    """Three who follow Ana."""
    people = [person(f"fan{number}") for number in range(3)]
    for fan in people:
        closet_follow(user=fan, closet=ana.closet)
    return people


def told(member: User) -> list[tuple[str, int]]:
    return [(row.listing.title, row.people) for row in followers_like(member.closet)]


def test_what_most_followers_like_comes_first(ana: User, bea: User, fans: list[User]) -> None:
    coat, dress = on_sale(bea, title="Wool coat"), on_sale(ana)
    for fan in fans:
        listing_like(user=fan, listing=coat)
    listing_like(user=fans[0], listing=dress)
    listing_like(user=bea, listing=dress)
    assert told(ana) == [("Wool coat", 3), ("Silk dress", 1)]


def test_old_likes_and_the_hidden_count_for_nothing(
    ana: User, bea: User, cleo: User, fans: list[User]
) -> None:
    kept, old, theirs, sold = (on_sale(bea, title=name) for name in ("Kept", "Old", "X", "Sold"))
    Listing.objects.filter(pk=theirs.pk).update(closet=cleo.closet)
    for fan in fans:
        for listing in (kept, old, theirs, sold):
            listing_like(user=fan, listing=listing)
    Like.objects.filter(listing=old).update(created_at=timezone.now() - timedelta(days=31))
    Listing.objects.filter(pk=sold.pk).update(status="sold", sold_at=timezone.now())
    member_block(actor=cleo, blocked=ana)
    member_block(actor=ana, blocked=fans[0])
    User.objects.filter(pk=fans[1].pk).update(is_active=False)
    assert told(ana) == [("Kept", 1)]


def test_the_page_counts_and_shares(client: Client, ana: User, bea: User, fans: list[User]) -> None:
    client.force_login(ana)
    assert "No likes of your followers yet" in client.get(PAGE).text
    coat = on_sale(bea, title="Wool coat")
    listing_like(user=fans[0], listing=coat)
    page = client.get(PAGE).text
    assert '<strong class="num">1</strong> of your followers likes it' in page
    assert f'action="{reverse("social:share", args=[coat.pk])}"' in page
    client.post(reverse("social:share", args=[coat.pk]))
    assert Share.objects.get().user == ana


def test_it_costs_the_same_for_few_and_for_many(
    client: Client, ana: User, bea: User, fans: list[User]
) -> None:
    client.force_login(ana)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    listing_like(user=fans[0], listing=on_sale(bea))
    cost()
    few = cost()
    for fan in fans:
        listing_like(user=fan, listing=on_sale(bea))
    assert cost() == few <= 6
