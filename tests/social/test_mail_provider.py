"""Mail by a provider's API, and what its signed webhook tells of bounces and complaints (A9)."""

import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from closets.models import User
from listings.models import Listing
from poshmark.mailing import mail_urls
from poshmark.urls import urlpatterns as site_urls
from social.models import MailStop, NewsMail
from social.news.choices import Choice, Mail, Wishes, wishes_set
from social.news.folding import news_fold
from social.news.mails import news_mails_send
from social.news.stops import mail_stop_set
from social.services.likes import listing_like
from tests.people import person
from tests.shop import on_sale
from tests.social.mail_provider import Provider, mail_provider

urlpatterns = [*site_urls, *mail_urls("postmark")]
pytestmark = pytest.mark.urls(__name__)
SECRET = "postmark:a-long-enough-password"
BASIC = f"Basic {b64encode(SECRET.encode()).decode()}"


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    with mail_provider() as running:
        settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
        settings.ANYMAIL = {
            "POSTMARK_SERVER_TOKEN": "token",
            "POSTMARK_API_URL": running.url,
            "WEBHOOK_SECRET": SECRET,
        }
        yield running


def likes(listing: Listing, by: User) -> None:
    """The seller is to be mailed of a like."""
    wishes_set(user=listing.closet.user, wishes=Wishes({"like": Choice(mail=Mail.NOW)}))
    listing_like(user=by, listing=listing)
    news_fold()


def sent(hours: int = 1) -> int:
    return news_mails_send(timezone.now() + timedelta(hours=hours))


def test_a_mail_leaves_with_the_one_click_header(
    provider: Provider, bea: User, dress: Listing
) -> None:
    likes(dress, bea)
    assert sent() == 1
    [message] = provider.taken
    assert message["To"] == "ana@example.com"
    assert message["Subject"] == "bea liked Silk dress"
    headers = {header["Name"]: header["Value"] for header in message["Headers"]}
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/news/stop/" in headers["List-Unsubscribe"]
    assert message["HtmlBody"]


def test_a_provider_that_is_down_holds_nothing_up_and_loses_nothing(
    provider: Provider, bea: User, dress: Listing
) -> None:
    provider.is_down = True
    likes(dress, bea)
    assert sent() == 0
    assert NewsMail.objects.get().sent_at is None
    provider.is_down = False
    assert sent() == 1
    assert len(provider.taken) == 1


def test_an_address_that_is_refused_is_asked_no_more_and_others_get_theirs(
    provider: Provider, ana: User, bea: User, cleo: User, dress: Listing
) -> None:
    provider.refuses = {"ana@example.com"}
    likes(dress, bea)
    likes(on_sale(cleo), bea)
    assert sent() == 1
    assert MailStop.objects.get().user == ana
    assert sent() == 0
    assert [message["To"] for message in provider.taken] == ["cleo@example.com"]


def told(client: Client, auth: str = BASIC, **event: Any) -> int:
    """What the webhook answers to an event."""
    base = {"Email": "Ana@Example.com", "MessageID": "1", "ID": 1, "BouncedAt": "2026-06-01T12:00Z"}
    body = json.dumps(base | event)
    headers = {"authorization": auth}
    answer = client.post("/mail/events", body, content_type="application/json", headers=headers)
    return answer.status_code


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ({"RecordType": "Bounce", "Type": "HardBounce"}, "bounced"),
        ({"RecordType": "Bounce", "Type": "BadEmailAddress"}, "bounced"),
        ({"RecordType": "SpamComplaint", "Type": "SpamComplaint"}, "complained"),
    ],
)
def test_what_comes_back_is_mailed_no_more_until_the_member_wants(
    event: dict[str, str],
    reason: str,
    provider: Provider,
    client: Client,
    bea: User,
    dress: Listing,
) -> None:
    likes(dress, bea)
    assert told(client, **event) == 200
    assert MailStop.objects.get().reason == reason
    assert sent() == 0
    client.force_login(dress.closet.user)
    page = client.get(reverse("social:news_choices")).text
    assert "No mail about news leaves to ana@example.com" in page
    client.post(reverse("social:mail_again"))
    assert not MailStop.objects.exists()
    likes(on_sale(dress.closet.user, title="Coat"), bea)
    assert sent() == 1


@pytest.mark.parametrize(
    "event",
    [
        {"RecordType": "Bounce", "Type": "Transient"},
        {"RecordType": "Delivery"},
        {"RecordType": "Bounce", "Type": "HardBounce", "Email": "nobody@example.com"},
    ],
)
def test_a_delay_and_strangers_stop_nothing(
    event: dict[str, str], provider: Provider, client: Client, ana: User
) -> None:
    assert told(client, **event) == 200
    assert not MailStop.objects.exists()


def test_nobody_but_the_provider_stops_mail(provider: Provider, client: Client, ana: User) -> None:
    wrong = f"Basic {b64encode(b'postmark:guess').decode()}"
    assert told(client, wrong, RecordType="Bounce", Type="HardBounce") == 400
    assert not MailStop.objects.exists()


def test_a_new_address_is_mailed(provider: Provider, bea: User, dress: Listing) -> None:
    assert mail_stop_set(address="ANA@example.com", reason=MailStop.Reason.BOUNCED)
    User.objects.filter(username="ana").update(email="ana@elsewhere.example")
    likes(dress, bea)
    assert sent() == 1
    assert [message["To"] for message in provider.taken] == ["ana@elsewhere.example"]


def test_without_an_address_there_is_nothing_to_stop(db: None) -> None:
    User.objects.filter(pk=person("dora").pk).update(email="")
    assert not mail_stop_set(address="", reason=MailStop.Reason.BOUNCED)
