"""News (S5): grouped, folded once, read, and counted on the bell."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closets.models import User
from closets.services import member_block
from listings.models import Listing
from social.models import News, NewsGroup, NewsRefold
from social.news.badge import badge_count, unread_count
from social.news.choices import Choice, Wishes, wishes_set
from social.news.folding import news_fold, news_fold_all
from social.news.reading import news_page
from social.services.comments import comment_add
from social.services.follows import closet_follow, closet_unfollow
from social.services.likes import listing_like, listing_unlike
from social.services.news import news_add, news_read
from social.services.shares import listing_share
from tests.people import person


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def lines(member: User) -> list[tuple[str, str | None, int]]:
    return [
        (line.group.kind, line.actor.username if line.actor else None, line.others)
        for line in news_page(member).lines
    ]


def test_acts_of_one_kind_on_one_thing_are_one_line(
    ana: User, bea: User, cleo: User, dress: Listing
) -> None:
    listing_like(user=bea, listing=dress)
    listing_like(user=cleo, listing=dress)
    listing_share(user=bea, listing=dress)
    for member in (bea, cleo):
        closet_follow(user=member, closet=ana.closet)
    for words in ("Is it lined?", "And how long?"):
        comment_add(user=bea, listing=dress, body=words)
    assert news_fold() == 7
    assert lines(ana) == [
        ("comment", "bea", 0),
        ("follow", "cleo", 1),
        ("share", "bea", 0),
        ("like", "cleo", 1),
    ]
    assert unread_count(ana.pk) == 4


def test_folding_again_adds_nothing(bea: User, dress: Listing) -> None:
    listing_like(user=bea, listing=dress)
    assert [news_fold(), news_fold()] == [1, 0]
    assert NewsGroup.objects.get().actors == 1


def test_later_acts_join_the_unread_line_and_begin_another_after_reading(
    ana: User, bea: User, cleo: User, dress: Listing
) -> None:
    listing_like(user=bea, listing=dress)
    news_fold()
    listing_like(user=cleo, listing=dress)
    news_fold()
    assert lines(ana) == [("like", "cleo", 1)]
    assert news_read(user=ana) == 1
    listing_like(user=person("dora"), listing=dress)
    news_fold()
    assert lines(ana) == [("like", "dora", 0), ("like", "cleo", 1)]
    assert unread_count(ana.pk) == 1


def test_news_that_stand_alone_are_never_put_together(ana: User) -> None:
    for text in ("Your order is paid.", "Your order is sent."):
        news_add(recipient_id=ana.pk, kind=News.Kind.ORDER, text=text)
    news_fold()
    assert [line.group.text for line in news_page(ana).lines] == [
        "Your order is sent.",
        "Your order is paid.",
    ]


@pytest.mark.parametrize("folded", [True, False])
def test_what_is_taken_back_leaves_its_line(
    folded: bool, ana: User, bea: User, cleo: User, dress: Listing
) -> None:
    for member in (bea, cleo):
        listing_like(user=member, listing=dress)
        closet_follow(user=member, closet=ana.closet)
    if folded:
        news_fold()
    listing_unlike(user=cleo, listing=dress)
    closet_unfollow(user=bea, closet=ana.closet)
    closet_unfollow(user=cleo, closet=ana.closet)
    news_fold_all()
    assert lines(ana) == [("like", "bea", 0)]
    assert not NewsRefold.objects.exists()


def test_an_unfollow_leaves_the_news_of_other_follows(ana: User, bea: User, cleo: User) -> None:
    closet_follow(user=bea, closet=ana.closet)
    closet_follow(user=bea, closet=cleo.closet)
    closet_unfollow(user=bea, closet=ana.closet)
    assert News.objects.get().recipient == cleo


@pytest.mark.parametrize("hidden", ["blocked", "blocking", "suspended"])
def test_a_line_names_nobody_who_is_hidden(
    hidden: str, ana: User, bea: User, cleo: User, dress: Listing
) -> None:
    listing_like(user=bea, listing=dress)
    listing_like(user=cleo, listing=dress)
    closet_follow(user=cleo, closet=ana.closet)
    news_fold()
    if hidden == "suspended":
        User.objects.filter(pk=cleo.pk).update(is_active=False)
    else:
        by, of = (ana, cleo) if hidden == "blocked" else (cleo, ana)
        member_block(actor=by, blocked=of)
    assert lines(ana) == [("like", "bea", 0)]


def test_a_kind_that_is_off_is_neither_shown_nor_counted(
    ana: User, bea: User, dress: Listing
) -> None:
    wishes_set(user=ana, wishes=Wishes({"like": Choice(on_site=False)}))
    listing_like(user=bea, listing=dress)
    closet_follow(user=bea, closet=ana.closet)
    news_fold()
    assert lines(ana) == [("follow", "bea", 0)]
    assert unread_count(ana.pk) == 1


def test_the_page_shows_what_no_worker_has_folded_yet(
    client: Client, ana: User, bea: User, dress: Listing
) -> None:
    listing_like(user=bea, listing=dress)
    client.force_login(ana)
    page = client.get(reverse("social:news")).text
    assert "<strong>bea</strong>" in page
    assert "liked Silk dress" in page
    client.post(reverse("social:news_read"))
    assert "data-unread" not in client.get(reverse("social:news")).text
    assert unread_count(ana.pk) == 0


def test_older_news_are_a_page_away(client: Client, ana: User) -> None:
    for number in range(31):
        news_add(recipient_id=ana.pk, kind=News.Kind.ORDER, text=f"Number {number}.")
    client.force_login(ana)
    first = client.get(reverse("social:news"))
    assert "Number 30." in first.text
    assert "Number 0." not in first.text
    older = client.get(reverse("social:news"), {"after": first.context["page"].next_cursor})
    assert "Number 0." in older.text
    assert client.get(reverse("social:news"), {"after": "made up"}).status_code == 302


def test_the_page_costs_the_same_for_few_and_for_many(
    client: Client, ana: User, bea: User, dress: Listing
) -> None:
    client.force_login(ana)

    def cost() -> int:
        news_fold()
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("social:news"))
        return len(captured)

    listing_like(user=bea, listing=dress)
    few = cost()
    for number in range(12):
        closet_follow(user=person(f"fan{number}"), closet=ana.closet)
        news_add(recipient_id=ana.pk, kind=News.Kind.OFFER, actor=bea, listing=dress, text="offers")
    assert cost() == few
    assert few <= 10


@pytest.fixture
def badge(client: Client, ana: User) -> Callable[..., tuple[int, str]]:
    """Asks for Ana's badge; its status and ETag."""
    client.force_login(ana)

    def asked(etag: str = "") -> tuple[int, str]:
        headers = {"if-none-match": etag} if etag else {}
        answer = client.get(reverse("social:news_badge"), headers=headers)
        assert answer["Cache-Control"] == "private, no-cache"
        return answer.status_code, answer["ETag"]

    return asked


def test_the_badge_is_304_and_no_query_while_nothing_is_new(
    badge: Callable[..., tuple[int, str]],
) -> None:
    _, etag = badge()
    with CaptureQueriesContext(connection) as captured:
        assert badge(etag) == (304, etag)
    assert len(captured) == 0


def test_the_badge_changes_with_news_and_with_reading(
    badge: Callable[..., tuple[int, str]],
    ana: User,
    bea: User,
    dress: Listing,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    _, etag = badge()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        listing_like(user=bea, listing=dress)
        news_fold()
    assert badge(etag) == (200, '"1"')
    assert badge_count(ana.pk) == 1
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        news_read(user=ana)
    assert badge('"1"') == (200, '"0"')


def test_a_stranger_has_no_badge(client: Client) -> None:
    assert client.get(reverse("social:news_badge")).status_code == 204


@pytest.mark.django_db(transaction=True)
def test_many_folding_at_once_put_each_act_into_one_group() -> None:
    ana = person("ana")
    fans = [person(f"fan{number}") for number in range(10)]
    for fan in fans:
        closet_follow(user=fan, closet=ana.closet)
        news_add(recipient_id=ana.pk, kind=News.Kind.OFFER, actor=fan, text="offers")

    def fold(step: int) -> int:
        try:
            if step % 4 == 3:
                return news_read(user=ana) * 0
            return news_fold(recipient=ana.pk if step % 2 else None)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(fold, range(12))) + news_fold() == 20
    assert not News.objects.filter(group=None).exists()
    told = NewsGroup.objects.values_list("kind", "actors")
    assert sum(actors for kind, actors in told if kind == "follow") == 10
    assert sum(actors for kind, actors in told if kind == "offer") == 10
