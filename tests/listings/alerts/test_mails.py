"""Mails of finds leave when the member wants mail, and end by one click (A9)."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from closets.models import User
from listings.alerts.digests import digests_write
from listings.alerts.mails import mails_sweep
from listings.alerts.stopping import EVERY, stop_token
from listings.alerts.work import matching_do
from listings.models import SavedSearch, SearchAlert
from social.models import MailStop
from social.news.choices import Wishes, wishes_set
from social.news.stops import mail_stop_set
from tests.listings.alerts.waiting import publish, wait

MIDNIGHT = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)  # half past twelve in New York
SEVEN = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def quiet(bea: User) -> None:
    """Bea wants no mail from ten at night to seven in the morning, in New York."""
    wishes_set(user=bea, wishes=Wishes({}, "America/New_York", (time(22), time(7))))


def found(ana: User, bea: User, alert: str = "instant") -> SavedSearch:
    """What Bea waits for, which Ana has just published."""
    saved = wait(bea, "q=silk", alert=alert, by_mail=True)
    matching_do(publish(ana).pk)
    return saved


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("alert", ["instant", "daily"])
def test_a_find_of_the_night_is_mailed_in_the_morning_and_once(
    alert: str, ana: User, bea: User
) -> None:
    with time_machine.travel(MIDNIGHT, tick=False) as clock:
        found(ana, bea, alert)
        digests_write(timezone.now())
        mails_sweep()
        clock.move_to(SEVEN - timedelta(minutes=1))
        mails_sweep()
        assert mail.outbox == []
        clock.move_to(SEVEN)
        mails_sweep()
        mails_sweep()
    assert [one.to for one in mail.outbox] == [["bea@example.com"]]


def test_an_address_that_sends_mail_back_gets_none(ana: User, bea: User) -> None:
    mail_stop_set(address=bea.email, reason=MailStop.Reason.BOUNCED)
    found(ana, bea)
    mails_sweep()
    mails_sweep()
    assert mail.outbox == []
    assert SearchAlert.objects.get().mailed_at is not None


def test_a_mail_program_ends_the_mails_of_one_search_without_signing_in(
    ana: User, bea: User
) -> None:
    other = wait(bea, "q=wool", by_mail=True)
    saved = found(ana, bea)
    mails_sweep()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    visitor = Client(enforce_csrf_checks=True)
    assert "No more mails like this?" in visitor.get(f"/{path}").text
    assert SavedSearch.objects.get(pk=saved.pk).by_mail
    for _ in range(2):
        assert visitor.post(f"/{path}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    wanted = dict(SavedSearch.objects.values_list("pk", "by_mail"))
    assert wanted == {saved.pk: False, other.pk: True}


def test_the_link_of_a_daily_mail_ends_all(bea: User, client: Client) -> None:
    for words in ("q=silk", "q=wool"):
        wait(bea, words, by_mail=True)
    client.post(f"/searches/stop/{stop_token(bea.pk, EVERY)}")
    assert not SavedSearch.objects.filter(by_mail=True).exists()


def test_a_forged_link_is_not_found(client: Client) -> None:
    assert client.post("/searches/stop/x:y").status_code == 404
