"""Bad input to the community: a clear message, and nothing is changed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from closets.models import User
from closets.services import member_block
from listings.models import Listing
from social.models import Comment, Share
from social.services.shares import listing_share
from tests.shop import on_sale
from tests.social.undoing import dump


@pytest.fixture
def hers(client: Client, bea: User) -> Client:
    client.force_login(bea)
    return client


def refused(client: Client, url: str, **words: str) -> str:
    """The page that answers, after which the database is as it was."""
    before = dump()
    answers: list[Any] = [
        client.post(url, words, headers={"hx-request": "true"}),
        client.post(url, words, follow=True),
    ]
    assert dump() == before
    assert answers[0].status_code in {404, 409, 422}
    return " ".join(answer.text for answer in answers)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("y" * 10_000, "at most 500 characters (it has 10000)"),
        ("", "Write something first."),
        (" \n\t ", "Write something first."),
        ("\u200b\u2060\ufeff\u00ad", "Write something first."),
        ("\u3164\u2800\u115f", "Write something first."),
        ("\u202e\u200d\U000e0041", "Write something first."),
        (" ".join(f"@member{number}" for number in range(100)), "at most 500 characters"),
        (" ".join(f"@m{number}x" for number in range(100, 160)), "at most 10 people"),
        ("Pay at https://paypal.me/ana", "please pay on the site alone"),
        ("cash.app/ana is quicker", "please pay on the site alone"),
        ("See https://buy.stripe.com/x1", "please pay on the site alone"),
        ("V\u200benmo me", "please pay on the site alone"),
        ("\uff36\uff45\uff4e\uff4d\uff4f me", "please pay on the site alone"),
        ("Pay me outside, it is cheaper", "please pay on the site alone"),
    ],
)
def test_a_comment_that_may_not_be(body: str, told: str, hers: Client, dress: Listing) -> None:
    page = refused(hers, reverse("social:comments", args=[dress.pk]), body=body)
    assert page.count(told) == 2


def test_what_is_harmless_is_kept_as_text(hers: Client, dress: Listing) -> None:
    url = reverse("social:comments", args=[dress.pk])
    for body in (
        "<script>alert(1)</script>",
        "\U0001f469\u200d\U0001f467 love\u200b it",
        "Wise buy!",
    ):
        hers.post(url, {"body": body})
    kept = list(Comment.objects.order_by("pk").values_list("body", flat=True))
    assert kept == ["<script>alert(1)</script>", "\U0001f469\u200d\U0001f467 love it", "Wise buy!"]
    assert "<script>alert" not in hers.get(dress.get_absolute_url()).text


def test_nobody_follows_themselves(hers: Client, bea: User) -> None:
    url = reverse("social:follow_closet", args=[bea.closet.pk])
    assert refused(hers, url).count("This is your own closet.") == 2


def test_nobody_likes_their_own(hers: Client, bea: User) -> None:
    url = reverse("social:like", args=[on_sale(bea).pk])
    assert refused(hers, url).count("This is your own listing.") == 2


def _removed(bea: User, dress: Listing) -> Listing:
    Listing.objects.filter(pk=dress.pk).update(status="removed")
    return dress


def _binned(bea: User, dress: Listing) -> Listing:
    Listing.objects.filter(pk=dress.pk).update(deleted_at=timezone.now())
    return dress


def _draft(bea: User, dress: Listing) -> Listing:
    return Listing.objects.create(closet=dress.closet)


def _blocked(bea: User, dress: Listing) -> Listing:
    member_block(actor=dress.closet.user, blocked=bea)
    return dress


@pytest.mark.parametrize("verb", ["like", "share", "comments"])
@pytest.mark.parametrize("made", [_removed, _binned, _draft, _blocked])
def test_what_is_not_there_for_a_member_takes_no_act_of_theirs(
    made: Any, verb: str, hers: Client, bea: User, dress: Listing
) -> None:
    url = reverse(f"social:{verb}", args=[made(bea, dress).pk])
    assert "This hanger is empty" in refused(hers, url, body="Is it lined?")


def test_a_sold_one_is_not_shared(hers: Client, dress: Listing) -> None:
    Listing.objects.filter(pk=dress.pk).update(status="sold", sold_at=timezone.now())
    told = refused(hers, reverse("social:share", args=[dress.pk]))
    assert told.count("This listing is no longer on the site.") == 2


def test_a_budget_that_is_used_up(
    hers: Client, ana: User, bea: User, dress: Listing, settings: Settings
) -> None:
    settings.SHARES_A_DAY = 1
    listing_share(user=bea, listing=on_sale(ana, title="Wool coat"))
    told = refused(hers, reverse("social:share", args=[dress.pk]))
    assert told.count("You have used today&#x27;s 1 shares.") == 2
    assert Share.objects.count() == 1


def test_a_second_share_within_the_minute(hers: Client, bea: User, dress: Listing) -> None:
    listing_share(user=bea, listing=dress)
    told = refused(hers, reverse("social:share", args=[dress.pk]))
    assert told.count("Wait a minute to share it again.") == 2
