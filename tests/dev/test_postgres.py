import os
import signal
import subprocess
import sys

import psycopg2
import pytest

from poshmark.dev import leftovers, postgres
from poshmark.dev.places import Places
from poshmark.dev.progress import LauncherError
from tests.dev.processes import gone


def _ask(url: str, query: str) -> str:
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(query)
            (answer,) = cursor.fetchall()
            return str(answer[0])
    finally:
        connection.close()


def test_it_keeps_its_data_and_its_password_over_a_kill(places: Places) -> None:
    with postgres.running(places) as (url, server):
        _ask(url, "CREATE TABLE kept AS SELECT 42 AS answer; SELECT 1")
        os.kill(server.process.pid, signal.SIGKILL)
        assert gone(server.process.pid)
    assert (places.postgres / "postmaster.pid").exists()

    with postgres.running(places) as (url, server):
        assert _ask(url, "SELECT answer FROM kept") == "42"
        assert _ask(url, "SHOW listen_addresses") == "127.0.0.1"
        assert _ask(url, "SHOW unix_socket_directories") == ""

    assert server.ended == 0
    assert not (places.postgres / "postmaster.pid").exists()


def test_it_lets_nobody_in_without_the_password(places: Places) -> None:
    with postgres.running(places, throwaway=True) as (url, _server):
        wrong = url.replace(places.secret("postgres"), "guessed")

        with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
            psycopg2.connect(wrong)


def test_data_of_another_version_is_refused_by_name(places: Places) -> None:
    places.postgres.mkdir()
    (places.postgres / "PG_VERSION").write_text("9.6\n")

    with pytest.raises(LauncherError, match=r"was made by PostgreSQL 9\.6"):
        postgres.prepared(places)


def test_data_without_its_password_is_refused(places: Places) -> None:
    places.postgres.mkdir()
    version = postgres.major(postgres.programs())
    (places.postgres / "PG_VERSION").write_text(f"{version}\n")

    with pytest.raises(LauncherError, match=r"password of .* is gone"):
        postgres.prepared(places)


def test_half_made_data_is_made_anew(places: Places) -> None:
    half = places.var / "postgres.123.new"
    half.mkdir()

    server = postgres.prepared(places)

    assert not half.exists()
    assert (server.data / "PG_VERSION").exists()
    assert not (places.var / "postgres.password").exists()


def test_the_note_of_a_dead_or_zombie_server_is_forgotten(places: Places) -> None:
    places.postgres.mkdir()
    note = places.postgres / "postmaster.pid"
    zombie = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
    note.write_text(f"{zombie.pid}\n{places.postgres}\n")

    postgres.forget_dead_postmaster(places.postgres)

    assert not note.exists()
    assert zombie.wait() == 0


def test_the_note_that_names_another_program_is_forgotten(places: Places) -> None:
    places.postgres.mkdir()
    note = places.postgres / "postmaster.pid"
    note.write_text(f"{os.getpid()}\n{places.postgres}\n")

    postgres.forget_dead_postmaster(places.postgres)

    assert not note.exists()
    assert leftovers.born(os.getpid()) is not None


def test_a_server_that_runs_on_the_same_data_is_left_alone(places: Places) -> None:
    with postgres.running(places, throwaway=True) as (_url, server):
        with pytest.raises(LauncherError, match=f"already runs .* {server.process.pid}"):
            postgres.forget_dead_postmaster(places.postgres)

        assert (places.postgres / "postmaster.pid").exists()


def test_variables_that_change_the_server_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGDATA", "/elsewhere")
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    monkeypatch.setenv("LANG", "tr_TR.UTF-8")

    made = postgres.environment()

    assert "PGDATA" not in made
    assert "LANG" not in made
    assert made["LC_ALL"] == "C"
