"""The standing people, and what keeps one test from seeing another's media, fees and ledger."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from pytest_django import DjangoDbBlocker, Settings

from closets.models import User
from listings.search import statistics, vocabulary
from payments.fees import fee_schedules_keep
from poshmatch import serving
from tests.browsers import launch_options
from tests.demo_fixture import marketplace
from tests.people import person
from tests.stripe_sandbox import stripe_sandbox

__all__ = ["marketplace", "stripe_sandbox"]

SLOW = [hypothesis.HealthCheck.too_slow]
"""What hypothesis finds wrong with a busy machine; it is no failure."""
hypothesis.settings.register_profile("patient", deadline=None, suppress_health_check=SLOW)
hypothesis.settings.load_profile("patient")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests and those in a browser first, so that none begins when all others have ended."""
    items.sort(key=lambda item: (not item.get_closest_marker("timeout"), not _browses(item)))


def _browses(test: pytest.Item) -> bool:
    return "playwright" in getattr(test, "fixturenames", ())


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    """Where this test's uploads and photos lie."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def ana(db: None) -> User:
    """The seller."""
    return person("ana")


@pytest.fixture
def bea(db: None) -> User:
    """The buyer."""
    return person("bea")


@pytest.fixture
def cleo(db: None) -> User:
    """The stranger."""
    return person("cleo")


@pytest.fixture
def sam(db: None) -> User:
    """Staff."""
    return person("sam", is_staff=True, is_superuser=True)


@pytest.fixture(scope="session", autouse=True)
def _static_root() -> None:
    """WhiteNoise warns when nobody has collected the static files; tests need none of them."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session", autouse=True)
def _test_connections() -> Iterator[None]:
    """What a test's connections may: empty the ledger, and wait for a machine that stands still.

    The ledger refuses TRUNCATE; Django empties the tables after a test that commits.
    """

    def say_so(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET ledger.test_may_truncate = 'yes'; SET statement_timeout = '2min'")

    connection_created.connect(say_so)
    yield
    connection_created.disconnect(say_so)


@pytest.fixture(autouse=True)
def _signals_go_too(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Signals and impressions are in tables of partitions, which Django does not empty after a test
    that commits."""
    yield
    if "transactional_db" in request.fixturenames or _commits(request.node):
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE poshmatch_signal, poshmatch_impression")


def _commits(test: pytest.Item) -> bool:
    marker = test.get_closest_marker("django_db")
    return marker is not None and bool(marker.kwargs.get("transaction"))


@pytest.fixture(autouse=True)
def _no_style_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test serves from the model of another: one is there after `style_model_reload`, and no
    clock looks for it among a page's queries."""
    monkeypatch.setattr(serving, "LOOK_EVERY_SECONDS", float("inf"))
    for name, value in {"version": "", "model": None, "looked_at": 0.0}.items():
        monkeypatch.setattr(serving._Live, name, value)


@pytest.fixture(autouse=True)
def _nothing_is_read_anew_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process keeps for ten minutes runs out in no test: its queries would be a page's."""
    monkeypatch.setattr(statistics, "KEEP_SECONDS", float("inf"))
    monkeypatch.setattr(vocabulary, "KEEP_SECONDS", float("inf"))


@pytest.fixture(autouse=True)
def _built_in_fees() -> None:
    """No test sees the rate card of another, and reading it never adds a query."""
    fee_schedules_keep([], seconds=3600)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium that was found at the start of the run; it runs anywhere, as root too."""
    return browser_type_launch_args | launch_options()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Ends sessions that a test's own threads may have left, so that the database can go."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
