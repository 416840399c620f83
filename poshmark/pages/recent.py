"""Recent searches: kept by the visitor's own browser, in a cookie that can be cleared."""

import json
from urllib.parse import quote, unquote

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from closets.lib.requests import SiteRequest
from listings.search.params import MAX_WORDS

COOKIE = "recent"
MOST = 6
KEEP_SECONDS = 60 * 60 * 24 * 30


def recent_searches(request: SiteRequest) -> list[str]:
    """The last searches of this browser, newest first; whatever the cookie holds."""
    try:
        kept = json.loads(unquote(request.COOKIES.get(COOKIE, "[]")))
    except ValueError:
        return []
    words = [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []
    return [one.replace("\x00", "")[:MAX_WORDS] for one in words if one.strip()][:MOST]


def recent_keep(request: SiteRequest, response: HttpResponse, words: str) -> None:
    """Puts the words in front."""
    others = [one for one in recent_searches(request) if one.lower() != words.lower()]
    value = quote(json.dumps([words, *others][:MOST]))
    response.set_cookie(
        COOKIE, value, KEEP_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure()
    )


@require_POST
def recent_clear(request: SiteRequest) -> HttpResponse:
    """Forgets them all, and goes back to where the visitor was."""
    back = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    answer = HttpResponse(status=204) if request.htmx else redirect(back if safe else "search")
    answer.delete_cookie(COOKIE, samesite="Lax")
    return answer
