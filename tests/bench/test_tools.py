"""The seed's tools, which database they may touch, and where results are kept."""

import argparse
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings
from django.db import connection

from bench import results
from bench.scale import OWN, scale_name
from bench.seed.copying import Columns, binary_rows, copy_in, micros
from bench.seed.database import NotOurs, bench_database, database_drop, database_renew
from bench.seed.dice import Groups, shared_out, spread_over, stream
from poshmark.dev import scale
from poshmark.dev.places import Places
from poshmark.dev.progress import LauncherError


def test_only_the_benchs_own_database_is_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    for touch in (bench_database, database_renew, database_drop):
        with pytest.raises(NotOurs, match="not a database of the bench's"):
            touch()
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", "poshmark_bench_600k")
    assert bench_database() == "poshmark_bench_600k"


def test_a_big_set_has_a_database_caches_and_folders_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SIZE", "600k")
    monkeypatch.setattr(scale, "SITE", Places(tmp_path))
    site = {"DATABASE_URL": "postgres://a:b@127.0.0.1:5/poshmark?x=1", "REDIS_URL": "redis://h/0"}
    chosen = scale.size()
    assert chosen == "600k"
    assert scale.at_size(site, chosen) == {
        "DATABASE_URL": "postgres://a:b@127.0.0.1:5/poshmark_bench_600k?x=1",
        "REDIS_URL": "redis://h/9",
        "MEDIA_ROOT": str(tmp_path / "bench-600k" / "media"),
        "MODEL_DIR": str(tmp_path / "bench-600k" / "models"),
        "CACHE_PREFIX": "poshmark_bench_600k",
    }


def test_an_unknown_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIZE", "7m")
    with pytest.raises(LauncherError, match="SIZE=7m is not one of 600k, 6m"):
        scale.size()
    monkeypatch.delenv("SIZE")
    assert scale.size() is None


def test_rows_arrive_as_they_were(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE t (a int8, b int2, c text, d timestamptz, e bool, f int4)"
        )
        names = ("a", "b", "c", "d", "e", "f")
        columns: Columns = {
            "a": np.array([1, -(2**40)]),
            "b": np.array([3, -4], dtype=np.int16),
            "c": b"words",
            "d": micros(np.array([0, 86_400])),
            "e": b"\1",
            "f": None,
        }
        copy_in("t", names, iter([binary_rows(columns), binary_rows(columns)]))
        cursor.execute("SELECT a, b, c, extract(epoch FROM d)::int, e, f FROM t")
        rows = [(1, 3, "words", 0, True, None), (-(2**40), -4, "words", 86_400, True, None)]
        assert cursor.fetchall() == rows * 2


def test_what_goes_wrong_while_rows_are_made_is_raised(db: None) -> None:
    def broken() -> object:
        yield binary_rows({"a": np.array([1])})
        raise ArithmeticError("no more rows")

    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE t (a int8)")
    with pytest.raises(Exception, match="no more rows"):
        copy_in("t", ["a"], broken())  # type: ignore[arg-type]


def test_things_are_drawn_from_their_group() -> None:
    keys = np.array([0, 2, 2, -1, 0, 2])
    drawn = Groups(stream(1), keys, 3).draw(stream(2), np.array([0, 2, 1] * 200))
    assert set(keys[drawn[0::3]]) == {0}
    assert set(drawn[1::3]) == {1, 2, 5}
    assert set(drawn[2::3]) <= {0, 1, 2, 4, 5}


def test_acts_are_shared_out_by_weight_and_cut_at_the_most() -> None:
    counts = shared_out(np.array([1.0, 1.0, 2.0, 400.0]), 1000, 700)
    assert counts.max() <= 700
    assert 990 <= counts.sum() <= 1003
    assert counts[2] > counts[1]


def test_what_is_too_much_is_left_out_evenly() -> None:
    assert list(spread_over(5, 3)) == [0, 2, 4]
    assert list(spread_over(2, 3)) == [0, 1]


def test_results_keep_the_sections_of_other_sizes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "RESULTS", tmp_path / "results.md")
    arguments = argparse.Namespace(clients=4, seconds=8.0)
    for title, work in (("600k", "old"), ("6m", "big"), ("600k", "new")):
        results.results_write(title, [(work, "1")], f"{title} rows", arguments)
    text = (tmp_path / "results.md").read_text()
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## 600k", "## 6m"]
    assert "| new | 1 |" in text
    assert "| big | 1 |" in text
    assert "old" not in text


def test_the_sites_own_data_is_called_so(db: None) -> None:
    assert scale_name() == OWN
