""" "Why this?" tells the score that the feed used, part by part (F3, X1)."""

import random
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from closets.models import User
from listings.models import Listing
from poshmatch.feed.breakdown import LABELS, Breakdown, Part, breakdown
from poshmatch.feed.pages import Feed, feed_kept, feed_page
from poshmatch.serving import style_model_reload
from poshmatch.style import KINDS
from poshmatch.why import bars
from social.services.follows import closet_follow
from tests.people import person
from tests.poshmatch.conftest import BOHO, STREET, likes

Shop = dict[str, list[Listing]]


def feed_of(viewer: User) -> Feed:
    """A new feed of the member, as it is kept."""
    feed = feed_kept(feed_page(viewer).name, viewer.pk)
    assert feed
    return feed


def written_sum(found: Breakdown) -> int:
    return sum(bar.hundredths for bar in bars(found))


@pytest.mark.usefixtures("model")
def test_on_a_thousand_random_cards_the_parts_sum_to_the_score_used(shop: Shop) -> None:
    rng = random.Random(5)
    listings = [*shop[BOHO], *shop[STREET]]
    by_id = {one.pk: one for one in Listing.objects.for_cards().filter(closet__isnull=False)}
    cards = 0
    while cards < 1000:
        reader = person(f"reader{cards}")
        likes(reader, rng.sample(listings, rng.randrange(6)))
        closet_follow(user=reader, closet=rng.choice(listings).closet)
        feed = feed_of(reader)
        for pk, score in zip(feed.ids, feed.scores, strict=True):
            found = breakdown(feed, by_id[pk])
            assert found
            assert found.score == score
            assert abs(sum(part.amount for part in found.parts) - score) < 1e-4
            assert written_sum(found) == round(100 * score)
        cards += len(feed.ids)


@pytest.mark.usefixtures("model")
def test_it_tells_the_score_of_then_after_the_taste_moved_on(
    bea: User, shop: Shop, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    feed, card = feed_of(bea), shop[BOHO][3]
    before = breakdown(feed, card)
    with django_capture_on_commit_callbacks(execute=True):
        likes(bea, shop[STREET][:5])
    assert before
    assert breakdown(feed, card) == before
    after = breakdown(feed_of(bea), card)
    assert after
    assert after.score != before.score


@pytest.mark.usefixtures("model")
def test_what_can_no_longer_be_told_is_not_made_up(bea: User, cleo: User, shop: Shop) -> None:
    page = feed_page(bea)
    feed = feed_kept(page.name, bea.pk)
    assert feed
    assert feed_kept(page.name, cleo.pk) is None
    assert feed_kept("nonsense", bea.pk) is None
    card = page.listings[0]
    assert breakdown(replace(feed, ids=()), card) is None
    assert breakdown(replace(feed, scores=tuple(one + 1 for one in feed.scores)), card) is None
    assert feed.basis
    older = replace(feed, basis=replace(feed.basis, version="older"))
    assert breakdown(older, card) is None


@pytest.mark.usefixtures("model")
def test_the_page_shows_parts_that_sum_and_leads_to_the_controls(
    bea: User, shop: Shop, client: Client
) -> None:
    likes(bea, shop[BOHO][:3])
    client.force_login(bea)
    home = client.get(reverse("home"))
    card = home.context["cards"][0]
    url = f"{reverse('poshmatch:why', args=[card.listing.pk])}?feed={card.feed}"
    assert f'href="{url}"' in home.text
    reply = client.get(url)
    assert reply.status_code == 200
    assert "Card 1 of 77 in your feed" in reply.text or "Card 1 of 80 in your feed" in reply.text
    total = round(100 * reply.context["found"].score)
    assert sum(bar.hundredths for bar in reply.context["bars"]) == total
    assert reverse("poshmatch:less", args=[card.listing.pk]) in reply.text
    cache.clear()
    assert client.get(url).status_code == 410


def test_without_a_model_it_says_that_the_newest_come_first(
    bea: User, shop: Shop, client: Client
) -> None:
    style_model_reload()
    client.force_login(bea)
    page = feed_page(bea)
    url = reverse("poshmatch:why", args=[page.listings[0].pk])
    reply = client.get(f"{url}?feed={page.name}")
    assert reply.status_code == 200
    assert "shows the newest pieces at the moment" in reply.text


def test_a_visitor_is_asked_to_sign_in(shop: Shop, client: Client) -> None:
    url = reverse("poshmatch:why", args=[shop[BOHO][0].pk])
    assert client.get(url).status_code == 302


def test_bars_are_as_long_as_their_parts_and_what_is_small_is_told_as_one() -> None:
    amounts = (1.0, -0.5, *(0.1,) * 7, 0.001)
    parts = tuple(Part(f"part {place}", amount) for place, amount in enumerate(amounts))
    drawn = bars(Breakdown("", 1, 1, explores=False, score=1.201, parts=parts))
    assert [(one.amount, one.start, one.length) for one in drawn[:3]] == [
        ("+1.00", 100, 100.0),
        ("\N{MINUS SIGN}0.50", 50.0, 50.0),
        ("+0.10", 100, 10.0),
    ]
    assert (drawn[-1].words, drawn[-1].amount) == ("Everything else", "+0.10")
    assert len(drawn) == 9


def test_every_kind_of_reason_has_its_words() -> None:
    assert set(LABELS) == {*KINDS, "turned"}
