"""Runs one piece of work for a bounded time and says what it cost."""

import http.client
import random
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.server import Site, cpu_seconds, database_cpu_seconds
from bench.work import CSRF, Plan, Request, Shop

WARM_UP_SECONDS = 1.5
TIMEOUT_SECONDS = 20
"""Longer than any statement may take: a slow answer is measured, not lost."""


def measure(
    site: Site, plan: Plan, shop: Shop, seconds: float, clients: int
) -> tuple[str, str, str, str, str, str]:
    """Requests a second, CPU ms of app and database a request, queries, p50 and p95 in ms.

    Raises RuntimeError when an answer is a failure of ours (5xx).
    """
    _load(site, plan, shop, WARM_UP_SECONDS, clients)
    app, database = cpu_seconds(site.app_pid), database_cpu_seconds(site.database_pid)
    took = _load(site, plan, shop, seconds, clients)
    app, database = (
        cpu_seconds(site.app_pid) - app,
        database_cpu_seconds(site.database_pid) - database,
    )
    percentiles = statistics.quantiles(took, n=100)
    return (
        f"{len(took) / seconds:.0f}",
        f"{app * 1000 / len(took):.1f}",
        f"{database * 1000 / len(took):.1f}",
        str(_queries(plan, shop)),
        f"{percentiles[49] * 1000:.0f}",
        f"{percentiles[94] * 1000:.0f}",
    )


def _load(site: Site, plan: Plan, shop: Shop, seconds: float, clients: int) -> list[float]:
    """How long each request took, in seconds."""
    end = time.monotonic() + seconds
    with ThreadPoolExecutor(clients) as pool:
        runs = [pool.submit(_client, site, plan, shop, end, seed) for seed in range(clients)]
        return [took for run in runs for took in run.result()]


def _client(site: Site, plan: Plan, shop: Shop, end: float, seed: int) -> list[float]:
    rng, took = random.Random(seed + time.monotonic_ns()), []
    wire = http.client.HTTPConnection("127.0.0.1", site.port, timeout=TIMEOUT_SECONDS)
    while time.monotonic() < end:
        request = plan(rng, shop)
        started = time.perf_counter()
        wire.request(request.verb, request.path, headers=_headers(request))
        answer = wire.getresponse()
        answer.read()
        took.append(time.perf_counter() - started)
        if answer.status >= 500:
            raise RuntimeError(f"{request.verb} {request.path}: {answer.status}")
    wire.close()
    return took


def _headers(request: Request) -> dict[str, str]:
    cookies = f"{settings.SESSION_COOKIE_NAME}={request.session}; csrftoken={CSRF}"
    return {"Cookie": cookies, "X-CSRFToken": CSRF, "HX-Request": "true"}


def _queries(plan: Plan, shop: Shop) -> int:
    client = Client(headers={"host": "127.0.0.1"})
    request = plan(random.Random(1), shop)
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session
    client.generic(request.verb, request.path)
    with CaptureQueriesContext(connection) as queries:
        client.generic(request.verb, request.path)
    return len(queries)
