import os
from pathlib import Path

import pytest

from poshmark.dev import lock, services
from poshmark.dev.places import Places
from poshmark.dev.progress import LauncherError


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A site of our own instead of the one in var/."""
    places = Places(tmp_path / "var")
    places.make()
    monkeypatch.setattr(services, "SITE", places)
    monkeypatch.setattr(services, "LOCK", places.run / "lock")
    monkeypatch.setattr(services, "NOTE", places.run / "environment")
    return places


@pytest.fixture
def own_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example/poshmark")
    monkeypatch.setenv("REDIS_URL", "redis://valkey.example/0")


def test_an_embedded_database_means_the_embedded_mode(places: Places) -> None:
    urls = {"DATABASE_URL": "postgres://ours", "REDIS_URL": "redis://ours"}

    made = services.environment(places, 8001, urls, {"PATH": "/bin"})

    assert made == {
        "PATH": "/bin",
        "DATABASE_URL": "postgres://ours",
        "REDIS_URL": "redis://ours",
        "POSHMARK_EMBEDDED": "1",
        "SECRET_KEY": places.secret("secret-key"),
        "SITE_URL": "http://127.0.0.1:8001",
        "VAR_DIR": str(places.var),
        "PYTHONUNBUFFERED": "1",
    }


def test_a_database_of_somebodys_own_is_no_playground(places: Places) -> None:
    made = services.environment(places, 8000, {"REDIS_URL": "redis://ours"}, {})

    assert not services.is_embedded(made)


def test_what_was_given_wins_over_our_defaults(places: Places) -> None:
    given = {"SECRET_KEY": "given", "SITE_URL": "https://given", "POSHMARK_EMBEDDED": "1"}

    made = services.environment(places, 8000, {}, given)

    assert {name: made[name] for name in given} == given


@pytest.mark.usefixtures("own_servers")
def test_given_servers_are_used_and_none_is_started(site: Places) -> None:
    with services.site_services(8000) as started:
        assert started.servers == []
        assert started.environment["DATABASE_URL"] == "postgres://db.example/poshmark"
        assert started.environment["REDIS_URL"] == "redis://valkey.example/0"

    assert not site.postgres.exists()


@pytest.mark.usefixtures("own_servers", "site")
def test_a_second_launcher_is_refused() -> None:
    with (
        services.site_services(8000),
        pytest.raises(LauncherError, match=f"already runs .process {os.getpid()}"),
        services.site_services(8001),
    ):
        pass


@pytest.mark.usefixtures("own_servers", "site")
def test_a_command_joins_the_site_that_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    with services.site_services(8123) as running:
        monkeypatch.delenv("DATABASE_URL")
        with services.joined_services(8000) as joined:
            assert joined["DATABASE_URL"] == running.environment["DATABASE_URL"]
            assert joined["SITE_URL"] == "http://127.0.0.1:8123"


@pytest.mark.usefixtures("own_servers", "site")
def test_a_command_starts_services_when_no_site_runs() -> None:
    with services.joined_services(8000) as environment:
        assert lock.holder(services.LOCK) == os.getpid()
        assert environment["SITE_URL"] == "http://127.0.0.1:8000"

    assert lock.holder(services.LOCK) is None
