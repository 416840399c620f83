"""Mails of news (A9): what a member asked for, once, and not while they sleep."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from social.models import NewsChoice, NewsMail
from social.models.news import Kind
from social.news.choices import (
    GATHERED,
    MAILED_ELSEWHERE,
    Choice,
    Mail,
    Wishes,
    wishes_of,
    wishes_set,
)
from social.news.folding import news_fold
from social.news.mails import news_mails_send, unsubscribe_token
from social.services.comments import comment_add
from social.services.follows import closet_follow
from social.services.likes import listing_like
from social.services.news import news_add, news_read

NOON = datetime(2026, 6, 1, 16, tzinfo=UTC)
"""Noon in New York, on a Monday."""
NIGHT = datetime(2026, 6, 2, 3, tzinfo=UTC)
"""23:00 in New York."""


@pytest.fixture
def wants(ana: User) -> Callable[..., None]:
    """What Ana wants to hear of likes, follows and so on."""

    def wanted(quiet: tuple[time, time] | None = None, **mails: str) -> None:
        choices = {kind: Choice(mail=how) for kind, how in mails.items()}
        wishes_set(user=ana, wishes=Wishes(choices, "America/New_York", quiet))

    return wanted


def subjects() -> list[str]:
    return [str(message.subject) for message in mail.outbox]


def later(**by: float) -> datetime:
    return timezone.now() + timedelta(**by)


def test_a_mail_waits_for_more_of_the_same_and_is_sent_once(
    wants: Callable[..., None], bea: User, cleo: User, dress: Listing
) -> None:
    wants(like=Mail.NOW)
    listing_like(user=bea, listing=dress)
    news_fold()
    assert news_mails_send() == 0
    listing_like(user=cleo, listing=dress)
    news_fold()
    assert news_mails_send(later(minutes=3)) == 1
    assert news_mails_send(later(hours=3)) == 0
    assert subjects() == ["cleo and 1 other liked Silk dress"]


def test_a_kind_without_mail_sends_none(
    wants: Callable[..., None], bea: User, dress: Listing
) -> None:
    wants(like=Mail.OFF)
    listing_like(user=bea, listing=dress)
    news_fold()
    assert news_mails_send(later(days=2)) == 0


def test_what_was_read_on_the_site_is_not_mailed(
    wants: Callable[..., None], ana: User, bea: User, dress: Listing
) -> None:
    wants(like=Mail.NOW)
    listing_like(user=bea, listing=dress)
    news_fold()
    news_read(user=ana)
    assert news_mails_send(later(hours=1)) == 0
    assert subjects() == []


def test_a_day_is_one_mail(
    wants: Callable[..., None], ana: User, bea: User, cleo: User, dress: Listing
) -> None:
    wants(like=Mail.DAILY, follow=Mail.DAILY, comment=Mail.DAILY)
    with time_machine.travel(NOON, tick=False) as clock:
        listing_like(user=bea, listing=dress)
        closet_follow(user=cleo, closet=ana.closet)
        comment_add(user=bea, listing=dress, body="Lovely!")
        news_fold()
        clock.shift(timedelta(hours=20))
        assert news_mails_send() == 0
        clock.shift(timedelta(hours=1, minutes=1))
        assert news_mails_send() == 1
    assert subjects() == ["Your day on Poshmark: 3 news"]
    [message] = mail.outbox
    for words in ("bea liked Silk dress", "cleo follows your closet", "bea commented on"):
        assert words in message.body
    assert isinstance(message, mail.EmailMultiAlternatives)
    assert len(message.alternatives) == 1


@pytest.mark.parametrize(
    ("now", "hour"),
    [
        (NOON, datetime(2026, 6, 1, 16, 2, tzinfo=UTC)),
        (NIGHT, datetime(2026, 6, 2, 11, tzinfo=UTC)),
    ],
)
def test_quiet_hours_are_those_of_where_the_member_lives(now: datetime, hour: datetime) -> None:
    wishes = Wishes({"like": Choice(mail=Mail.NOW)}, "America/New_York", (time(22), time(7)))
    assert wishes.due_at("like", now) == hour


@pytest.mark.parametrize(
    ("zone", "begins", "ends", "due"),
    [
        ("America/Los_Angeles", 8, 10, "2026-06-01 17:00"),
        ("Pacific/Honolulu", 22, 7, "2026-06-01 17:00"),
        ("America/New_York", 8, 12, "2026-06-01 16:02"),
    ],
)
def test_a_mail_leaves_when_the_quiet_is_over(zone: str, begins: int, ends: int, due: str) -> None:
    wishes = Wishes({"like": Choice(mail=Mail.NOW)}, zone, (time(begins), time(ends)))
    moment = wishes.due_at("like", NOON).astimezone(UTC)
    assert f"{moment:%Y-%m-%d %H:%M}" == due


def test_no_wishes_are_the_usual_ones(ana: User) -> None:
    wishes = wishes_of([ana.pk])[ana.pk]
    assert wishes.of("mention").mail == Mail.NOW
    assert wishes.of("like") == Choice(on_site=True, mail=Mail.OFF)
    assert wishes.due_at("mention", NOON) == NOON + GATHERED


def test_one_click_in_the_mail_program_ends_these_mails(
    wants: Callable[..., None], client: Client, ana: User, bea: User, dress: Listing
) -> None:
    wants(like=Mail.NOW, follow=Mail.NOW)
    listing_like(user=bea, listing=dress)
    news_fold()
    news_mails_send(later(hours=1))
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    strict = Client(enforce_csrf_checks=True)
    assert "No more mails like this?" in strict.get(f"/{address}").text
    assert NewsChoice.objects.get(kind="like").mail == Mail.NOW
    answer = strict.post(f"/{address}", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    kept = wishes_of([ana.pk])[ana.pk]
    assert [kept.of(kind).mail for kind in ("like", "follow")] == [Mail.OFF, Mail.NOW]


def test_the_link_of_a_daily_mail_ends_the_daily_ones(client: Client, ana: User) -> None:
    token = unsubscribe_token(ana.pk, "daily")
    assert client.post(reverse("social:unsubscribe", args=[token])).status_code == 200
    wishes = wishes_of([ana.pk])[ana.pk]
    assert wishes.of("comment").mail == wishes.of("price_drop").mail == Mail.OFF
    assert wishes.of("mention").mail == Mail.NOW


def test_a_link_that_nobody_signed_is_not_found(client: Client, ana: User) -> None:
    assert client.post(reverse("social:unsubscribe", args=["x:y"])).status_code == 404


def test_the_same_mail_has_the_same_message_id(
    wants: Callable[..., None], bea: User, dress: Listing
) -> None:
    wants(like=Mail.NOW)
    listing_like(user=bea, listing=dress)
    news_fold()
    for _ in "ab":
        NewsMail.objects.update(sent_at=None)
        news_mails_send(later(hours=1))
    first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
    assert first == second


def test_the_page_keeps_what_is_chosen(client: Client, ana: User) -> None:
    client.force_login(ana)
    url = reverse("social:news_choices")
    form = client.get(url).context["form"]
    chosen = {name: form[name].value() for name in form.fields}
    chosen |= {"site_like": "", "mail_like": "daily", "zone": "Pacific/Honolulu"}
    chosen |= {"quiet_from": "22:00", "quiet_until": "07:30"}
    assert client.post(url, chosen)["Location"] == url
    wishes = wishes_of([ana.pk])[ana.pk]
    assert wishes.of("like") == Choice(on_site=False, mail=Mail.DAILY)
    assert wishes.of("order").on_site
    assert (wishes.zone, wishes.quiet) == ("Pacific/Honolulu", (time(22), time(7, 30)))


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ({"quiet_from": "22:00"}, "Give both times"),
        ({"quiet_from": "22:00", "quiet_until": "22:00"}, "Choose another time"),
        ({"quiet_from": "late"}, "Enter a valid time"),
        ({"zone": "Mars/Phobos"}, "Select a valid choice"),
        ({"mail_like": "hourly"}, "Select a valid choice"),
    ],
)
def test_the_page_says_what_is_wrong_and_keeps_nothing(
    bad: dict[str, str], says: str, client: Client, ana: User
) -> None:
    client.force_login(ana)
    url = reverse("social:news_choices")
    form = client.get(url).context["form"]
    chosen = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(url, chosen | bad)
    assert answer.status_code == 422
    assert says in answer.text
    assert not NewsChoice.objects.exists()


MAILED = sorted(set(Kind.values) - MAILED_ELSEWHERE)
QUIET = (time(22), time(7))


def told(kind: str, ana: User, bea: User, dress: Listing) -> None:
    """Ana has news of this kind; the text is for kinds that bring their own."""
    news_add(recipient_id=ana.pk, kind=Kind(kind), actor=bea, listing=dress, text="News", url="/")
    news_fold()


@pytest.mark.parametrize("kind", MAILED)
def test_each_kind_can_be_ended_by_one_click_and_waits_for_the_quiet_to_end(
    kind: str, wants: Callable[..., None], client: Client, ana: User, bea: User, dress: Listing
) -> None:
    wants(QUIET, **{kind: Mail.NOW})
    with time_machine.travel(NIGHT, tick=False) as clock:
        told(kind, ana, bea, dress)
        clock.shift(timedelta(hours=7, minutes=59))
        assert news_mails_send() == 0
        clock.shift(timedelta(minutes=1))
        assert news_mails_send() == 1
        [message] = mail.outbox
        assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        link = message.extra_headers["List-Unsubscribe"].strip("<>")
        assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert wishes_of([ana.pk])[ana.pk].of(kind).mail == Mail.OFF


@pytest.mark.parametrize("kind", MAILED)
def test_each_kind_waits_for_the_daily_mail_and_for_the_quiet_to_end(
    kind: str, wants: Callable[..., None], ana: User, bea: User, dress: Listing
) -> None:
    wants((time(8), time(10)), **{kind: Mail.DAILY})
    with time_machine.travel(NIGHT, tick=False) as clock:
        told(kind, ana, bea, dress)
        clock.shift(timedelta(hours=10, minutes=59))
        assert news_mails_send() == 0
        clock.shift(timedelta(minutes=1))
        assert news_mails_send() == 1
    assert len(mail.outbox) == 1
