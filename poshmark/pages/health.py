"""Is the site alive, and is everything it stands on there?"""

from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from poshmark.celery import app as celery_app
from poshmark.heartbeat import beat_is_alive
from poshmatch.selectors import model_is_loaded


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process can answer at all."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when all parts answer; 503 with the names of what is missing."""
    missing = [name for name, works in PARTS.items() if not _holds(works)]
    return JsonResponse({"missing": missing}, status=503 if missing else 200)


def _holds(works: Callable[[], bool]) -> bool:
    try:
        return works()
    except Exception:
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _cache() -> bool:
    cache.set("readyz", 1, 10)
    return bool(cache.get("readyz") == 1)


def _worker() -> bool:
    return bool(celery_app.control.ping(timeout=1.0, limit=1))


PARTS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "cache": _cache,
    "worker": _worker,
    "beat": beat_is_alive,
    "model": model_is_loaded,
}
