"""The proof's own figures, shortened."""

import pytest

from tests.listings.alerts.proving import alerts, alerts_killed


@pytest.mark.django_db
def test_a_publish_finds_its_searches_among_many() -> None:
    figures = {figure.name: figure for figure in alerts(searches=1_000, published=8)}
    costs = {name for name in figures if "CPU ms" in name}
    assert [name for name in figures if name not in costs and not figures[name].holds] == []


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_match_and_alert_tells_once() -> None:
    assert [figure.name for figure in alerts_killed(kills=1) if not figure.holds] == []
