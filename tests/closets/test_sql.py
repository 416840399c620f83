"""Hand-written queries, plain and prepared."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from closets.lib.sql import Prepared, rows

TWICE = Prepared(
    "twice", {"word": "text", "times": "int"}, "SELECT repeat(%(word)s, %(times)s), %(word)s"
)
pytestmark = pytest.mark.django_db


def test_rows_are_what_the_query_gives() -> None:
    assert rows("SELECT %s::int, %s", [4, "it's 100%"]) == [(4, "it's 100%")]


def test_a_prepared_query_is_planned_once_a_connection() -> None:
    assert TWICE.rows({"word": "a'b", "times": 2}) == [("a'ba'b", "a'b")]
    with CaptureQueriesContext(connection) as queries:
        assert TWICE.rows({"word": "c", "times": 3}) == [("ccc", "c")]
    assert [query["sql"] for query in queries] == ["EXECUTE twice ('c', 3)"]


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_prepares_anew() -> None:
    TWICE.rows({"word": "a", "times": 1})
    connection.close()
    assert TWICE.rows({"word": "b", "times": 1}) == [("b", "b")]


def test_through_a_pooler_it_is_a_plain_query(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    with CaptureQueriesContext(connection) as queries:
        assert TWICE.rows({"word": "d", "times": 2}) == [("dd", "d")]
    assert "EXECUTE" not in queries[0]["sql"]
