"""How many queries a page takes, whatever else uses the cache meanwhile."""

from uuid import uuid4

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from tests.payments.shop import text_of


def queries(client: Client, path: str) -> int:
    """How many queries a page takes, once its session, its bell and content types are kept."""
    return queries_and_text(client, path)[0]


def queries_and_text(client: Client, path: str) -> tuple[int, str]:
    """The same, and what the page says."""
    with _cache_of_our_own():
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
    assert answer.status_code == 200
    return len(captured), text_of(answer)


def _cache_of_our_own() -> override_settings:
    """The shared one forgets: when another run empties it, and when it answers late.

    Then a session or the number on the bell is read again, which is a query more.
    """
    ours = {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": uuid4().hex,
    }
    return override_settings(CACHES={"default": ours})
