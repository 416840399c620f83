"""Follows of closets and brands (S4)."""

import pytest
from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.services.brands import brand_merge
from social.guards import ActRefused
from social.models import BrandFollow, ClosetFollow, News
from social.selectors import closet_counts_of
from social.services.follows import brand_follow, brand_unfollow, closet_follow, closet_unfollow
from tests.shop import brand


def test_it_counts_both_sides_and_tells_the_followed(ana: User, bea: User) -> None:
    assert closet_follow(user=bea, closet=ana.closet)
    assert not closet_follow(user=bea, closet=ana.closet)
    assert closet_counts_of(ana.closet).followers == 1
    assert closet_counts_of(bea.closet).following == 1
    assert News.objects.get().recipient == ana


def test_do_and_undo_is_the_state_before(ana: User, bea: User) -> None:
    closet_follow(user=bea, closet=ana.closet)
    assert closet_unfollow(user=bea, closet=ana.closet)
    assert not closet_unfollow(user=bea, closet=ana.closet)
    assert not ClosetFollow.objects.exists()
    assert not News.objects.exists()
    assert closet_counts_of(ana.closet).followers == closet_counts_of(bea.closet).following == 0


def test_nobody_follows_themselves(ana: User) -> None:
    with pytest.raises(ActRefused, match="your own"):
        closet_follow(user=ana, closet=ana.closet)
    assert not ClosetFollow.objects.exists()


def test_a_brand_is_followed_once(bea: User) -> None:
    row = brand("Free People")
    assert [brand_follow(user=bea, brand=row), brand_follow(user=bea, brand=row)] == [True, False]
    assert brand_unfollow(user=bea, brand=row)
    assert not BrandFollow.objects.exists()


def test_the_closet_page_follows_without_scripts(client: Client, ana: User, bea: User) -> None:
    client.force_login(bea)
    url = reverse("social:follow_closet", args=[ana.closet.pk])
    assert client.post(url)["Location"] == ana.closet.get_absolute_url()
    assert ClosetFollow.objects.get().user == bea
    page = client.get(reverse("social:followers", args=["ana"]))
    assert "@bea" in page.text


def test_followers_of_a_merged_brand_follow_the_other(ana: User, bea: User) -> None:
    typo, into = brand("Fre Peeple"), brand("Free People")
    brand_follow(user=ana, brand=typo)
    brand_follow(user=bea, brand=typo)
    brand_follow(user=bea, brand=into)
    brand_merge(brand=typo, into=into)
    follows = BrandFollow.objects.order_by("user_id").values_list("user_id", "brand_id")
    assert list(follows) == [(ana.pk, into.pk), (bea.pk, into.pk)]
