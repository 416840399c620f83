"""Staff see how good PoshMatch is over time, and pin, roll back and train (F7)."""

import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from poshmatch.models import FeedDay, FeedPosition, ModelVersion, TrainingRun
from poshmatch.serving import style_version
from poshmatch.staff.plots import line_plot
from tests.people import person

PAGE = "admin:poshmatch_modelversion_quality"


def day(ago: int, version: str = "v1", pages: int = 10) -> FeedDay:
    return FeedDay.objects.create(
        day=timezone.now().date() - timedelta(days=ago),
        version=version,
        pages=pages,
        cards=24 * pages,
        drawn=2 * pages,
        p50_ms=12,
        p95_ms=31,
        closets=40,
        gini=0.4,
        age_hours=60,
        ranker_likes=0.08,
        ranker_error=0.01,
        recency_likes=0.03,
        recency_error=0.01,
    )


def parsed(plot: str) -> ET.Element:
    return ET.fromstring(plot)  # noqa: S314 - our own


@pytest.fixture
def staff(client: Client, sam: User) -> Client:
    client.force_login(sam)
    return client


def test_an_empty_shop_says_that_there_is_nothing_yet(staff: Client) -> None:
    text = staff.get(reverse(PAGE)).content.decode()
    assert "No version is live." in text
    assert "No version has been trained yet." in text
    assert text.count("Nothing to draw yet") == 6
    assert "<svg" not in text.split('class="quality"')[1].split("Versions</h2>")[0]


@pytest.mark.usefixtures("model")
def test_it_shows_six_plots_each_with_its_numbers(staff: Client) -> None:
    for ago in range(3):
        day(ago)
    FeedPosition.objects.create(
        day=timezone.now().date(), version="v1", position=0, shown=50, opened=10, liked=4
    )
    page = staff.get(reverse(PAGE))
    figures = {figure.title: figure for figure in page.context["figures"]}
    assert figures["Likes and looks by position"].rows == [("1", "8", "20")]
    against = figures["The ranker against recency"]
    assert [row[1:] for row in against.rows] == [("8", "3")] * 3
    assert figures["Making a page, ms"].rows[0][1:] == ("12", "31")
    assert page.content.decode().count('class="plot"') == 6
    for figure in figures.values():
        assert parsed(figure.plot).tag.endswith("svg")


@pytest.mark.usefixtures("model")
def test_it_costs_the_same_however_much_there_is(staff: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert staff.get(reverse(PAGE)).status_code == 200
        return len(asked)

    staff.get(reverse(PAGE))
    few = queries()
    for number in range(20):
        day(number)
        day(number, "v2", pages=3)
        ModelVersion.objects.create(
            version=f"old{number}", metrics={"heldout": {"both": [0.2, 0.1]}}
        )
        TrainingRun.objects.create(kind="full")
    assert queries() == few <= 10


@pytest.mark.usefixtures("model")
def test_staff_roll_back_pin_and_let_go_and_history_says_who(staff: Client, sam: User) -> None:
    from poshmatch.services.training import model_train

    first, second = ModelVersion.objects.get(), model_train()
    assert second.status == "champion"
    for act in ("publish", "pin", "pin", "unpin"):
        staff.post(reverse(PAGE), {"act": act, "version": first.pk})
    first.refresh_from_db()
    assert (first.status, first.pinned_at) == ("champion", None)
    said = LogEntry.objects.filter(object_id=str(first.pk), user=sam).order_by("pk")
    assert [one.change_message for one in said] == ["Made live by hand.", "Pinned.", "Let go."]


@pytest.mark.usefixtures("model")
def test_a_version_that_cannot_be_read_is_refused_in_words(staff: Client) -> None:
    live = ModelVersion.objects.get()
    gone = ModelVersion.objects.create(version="gone")
    answer = staff.post(reverse(PAGE), {"act": "publish", "version": gone.pk}, follow=True)
    assert "This version cannot be read" in answer.content.decode()
    live.refresh_from_db()
    assert live.status == "champion"
    assert style_version() == live.version
    for version in ("x", "99999999"):
        assert staff.post(reverse(PAGE), {"act": "pin", "version": version}).status_code == 404
    answer = staff.post(reverse(PAGE), {"act": "explode"}, follow=True)
    assert "nothing one can do here" in answer.content.decode()


def test_strangers_and_staff_without_the_right_change_nothing(client: Client, db: None) -> None:
    assert client.get(reverse(PAGE)).status_code == 302
    helper = person("helper")
    helper.is_staff = True
    helper.save()
    client.force_login(helper)
    assert client.get(reverse(PAGE)).status_code == 403
    assert client.post(reverse(PAGE), {"act": "retrain"}).status_code == 403


def test_a_plot_leaves_gaps_draws_errors_and_escapes_words() -> None:
    drawn = line_plot(
        'A <b> "plot"', ["a<", "b", "c"], {"x<y": [1.0, None, 3.0]}, {"x<y": [0.5] * 3}
    )
    root = parsed(drawn)
    assert root.get("aria-label") == 'A <b> "plot"'
    tags = [child.tag for child in root]
    assert tags.count("circle") == 2
    assert tags.count("line") == 3 + 2
    assert "● x<y" in [child.text for child in root]
    assert parsed(line_plot("none", [], {"x": []})) is not None
