"""{% icon %}, |money and |time_short."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.template import TemplateSyntaxError
from hypothesis import given
from hypothesis import strategies as st

from closets.templatetags.icons import icon, tone
from closets.templatetags.money import iso, money, money_short, time_short

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cents", "text"),
    [(0, "$0.00"), (5, "$0.05"), (1295, "$12.95"), (129512, "$1,295.12"), (-50, "-$0.50")],
)
def test_it_writes_cents_as_dollars(cents: int, text: str) -> None:
    assert money(cents) == text


def test_it_writes_nothing_for_no_amount() -> None:
    assert money(None) == ""


@given(st.integers(-(10**12), 10**12))
def test_it_loses_no_cent(cents: int) -> None:
    assert round(float(money(cents).replace("$", "").replace(",", "")) * 100) == cents


def test_it_leaves_out_even_cents_when_short() -> None:
    assert (money_short(4500), money_short(4550)) == ("$45", "$45.50")


@pytest.mark.parametrize(
    ("age", "text"),
    [
        (timedelta(seconds=3), "now"),
        (timedelta(seconds=45), "45s"),
        (timedelta(minutes=5), "5m"),
        (timedelta(hours=3), "3h"),
        (timedelta(days=2), "2d"),
        (timedelta(days=30), "Feb 2"),
        (timedelta(days=100), "Nov 24, 2025"),
    ],
)
def test_it_tells_how_long_ago(age: timedelta, text: str) -> None:
    with time_machine.travel(NOW, tick=False):
        assert f">{text}</time>" in time_short(NOW - age)


def test_it_keeps_the_full_date_in_the_element() -> None:
    with time_machine.travel(NOW, tick=False):
        assert time_short(NOW) == (
            '<time datetime="2026-03-04T12:00:00+00:00" title="March 4, 2026, 12:00">now</time>'
        )


def test_it_hides_a_drawing_that_stands_beside_text() -> None:
    assert icon("heart").startswith('<svg class="icon" aria-hidden="true" width="24"')


def test_it_names_a_drawing_that_stands_alone() -> None:
    assert icon("heart", 'Ana\'s "like"').startswith(
        '<svg class="icon" role="img" aria-label="Ana&#x27;s &quot;like&quot;"'
    )


def test_it_refuses_a_drawing_that_does_not_exist() -> None:
    with pytest.raises(TemplateSyntaxError, match=r"static/icons/unicorn\.svg"):
        icon("unicorn")


def test_it_gives_a_closet_always_the_same_colour() -> None:
    assert [tone(7), tone(7), tone(None)] == [1, 1, 0]


def test_a_time_for_machines_has_no_microseconds() -> None:
    assert iso(datetime(2026, 11, 24, 18, 38, 49, 40281, tzinfo=UTC)) == "2026-11-24T18:38:49+00:00"
