"""A search that the database gave up on: a page that says so, with the words kept."""

import logging
from collections.abc import Callable
from functools import wraps

from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from psycopg2.errors import QueryCanceled

from closets.lib.requests import SiteRequest
from listings.search.params import Search

log = logging.getLogger(__name__)


def answered_in_time(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answers 400 in place of a search above the statement timeout, and logs its address."""

    @wraps(view)
    def answer(request: SiteRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except OperationalError as error:
            if not isinstance(error.__cause__, QueryCanceled):
                raise
        log.warning("search took too long: %s", request.get_full_path()[:500])
        asked = Search.from_query(request.GET)
        bare = Search(q=asked.q, sort=asked.sort).query_string()
        simpler = bare if asked.q and asked.query_string() != bare else ""
        context = {"query": asked.q, "simpler": simpler}
        return render(request, "search/slow.html", context, status=400)

    return answer
