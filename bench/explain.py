"""`make bench ARGS="--explain 20"`: the queries that are slow, and why they are."""

import random
from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.work import CSRF, Plan, Shop

REQUESTS = 12
"""How many of each piece of work are looked at; the first two only warm the caches."""


def slow_queries(name: str, plan: Plan, shop: Shop, least_ms: float) -> Iterator[str]:
    """For each query that took `least_ms` or more: the request, its time, and its plan."""
    client, rng = Client(headers={"host": "127.0.0.1"}, enforce_csrf_checks=False), random.Random(7)
    seen: set[str] = set()
    for number in range(REQUESTS):
        request = plan(rng, shop)
        client.cookies[settings.SESSION_COOKIE_NAME] = request.session
        client.cookies[settings.CSRF_COOKIE_NAME] = CSRF
        with CaptureQueriesContext(connection) as queries:
            client.generic(request.verb, request.path)
        if number < 2:
            continue
        for query in queries.captured_queries:
            shape = query["sql"][:160]
            if float(query["time"]) * 1000 >= least_ms and shape not in seen:
                seen.add(shape)
                title = (
                    f"{name}: {request.verb} {request.path}: {float(query['time']) * 1000:.0f} ms"
                )
                yield "\n".join([title, query["sql"], *_explained(query["sql"])])


def _explained(sql: str) -> list[str]:
    if not sql.lstrip().upper().startswith(("SELECT", "WITH", "(")):
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}")
        return [line for (line,) in cursor.fetchall()]
