"""Reports and decisions (T1, T3)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from closets.models import User
from listings.models import Listing
from social.guards import ActRefused
from social.models import ModerationDecision, News, Report
from social.services.reports import listing_report, report_decide

WHY = {"category": "counterfeit", "details": "The label is wrong."}
DECISION = {"effect": "removed", "rule": "counterfeit", "reason": "The stitching is not theirs."}


@pytest.fixture
def report(bea: User, dress: Listing) -> Report:
    return listing_report(reporter=bea, listing=dress, **WHY)


def test_one_decision_answers_every_report_of_the_listing(
    bea: User, cleo: User, sam: User, dress: Listing, report: Report
) -> None:
    listing_report(reporter=cleo, listing=dress, **WHY)
    decision = report_decide(staff=sam, report=report, **DECISION)
    dress.refresh_from_db()
    assert dress.status == "removed"
    assert set(Report.objects.values_list("decision", flat=True)) == {decision.pk}
    told = set(News.objects.values_list("recipient__username", "kind"))
    assert told == {(name, "moderation") for name in ("ana", "bea", "cleo")}
    assert decision.evidence["title"] == "Silk dress"
    assert "The stitching is not theirs." in News.objects.get(recipient__username="ana").text


def test_a_second_report_while_the_first_is_open_adds_nothing(
    bea: User, dress: Listing, report: Report
) -> None:
    assert listing_report(reporter=bea, listing=dress, **WHY) == report
    assert Report.objects.count() == 1


def test_nobody_but_staff_decides(cleo: User, dress: Listing, report: Report) -> None:
    with pytest.raises(PermissionDenied):
        report_decide(staff=cleo, report=report, **DECISION)
    dress.refresh_from_db()
    assert dress.status == "available"
    assert not ModerationDecision.objects.exists()


def test_it_is_decided_once(sam: User, report: Report) -> None:
    report_decide(staff=sam, report=report, **DECISION)
    with pytest.raises(ActRefused, match="already"):
        report_decide(staff=sam, report=report, **DECISION)
    assert ModerationDecision.objects.count() == 1


def test_the_database_wants_a_reason(sam: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ModerationDecision.objects.create(staff=sam, effect="none", rule="spam", reason="")


def test_the_form_files_a_report(client: Client, bea: User, dress: Listing) -> None:
    client.force_login(bea)
    url = reverse("social:report", args=[dress.pk])
    bad = client.post(url, {"details": "I cannot say why"})
    assert bad.status_code == 422
    assert "I cannot say why" in bad.text
    assert client.post(url, WHY)["Location"] == dress.get_absolute_url()
    assert Report.objects.get().reporter == bea


def test_staff_decide_in_the_admin(
    client: Client, sam: User, dress: Listing, report: Report
) -> None:
    client.force_login(sam)
    queue = client.get(reverse("admin:social_report_changelist"))
    assert "Silk dress" in queue.text
    url = reverse("admin:social_report_change", args=[report.pk])
    assert "The label is wrong." in client.get(url).text
    blank = client.post(url, DECISION | {"reason": "   "})
    assert "seller will read it" in blank.text
    assert not ModerationDecision.objects.exists()
    client.post(url, DECISION)
    dress.refresh_from_db()
    assert dress.status == "removed"


def test_a_member_does_not_get_into_the_admin(client: Client, bea: User, report: Report) -> None:
    client.force_login(bea)
    url = reverse("admin:social_report_change", args=[report.pk])
    assert client.get(url).status_code == 302
