"""What happens around every request: an id for the logs, and friendly pages for known refusals."""

import logging
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from psycopg2 import errors

GetResponse = Callable[[HttpRequest], HttpResponse]

_request_id: ContextVar[str] = ContextVar("request_id", default="-")


class RequestIdFilter(logging.Filter):
    """Adds `request_id` to each log record ("-" outside a request)."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = _request_id.get()
        return True


def request_id(get_response: GetResponse) -> GetResponse:
    """Gives each request a short random id, in the logs and in the X-Request-ID header."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = _request_id.set(uuid.uuid4().hex[:12])
        try:
            response = get_response(request)
            response["X-Request-ID"] = _request_id.get()
            return response
        finally:
            _request_id.reset(token)

    return middleware


class friendly_errors:  # noqa: N801 - named like the middleware functions beside it
    """Turns refusals that Django would show as a bare page into pages of ours.

    An upload over the limit gives 413; a lock that somebody else holds too long gives 409.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.REQUEST_MAX_BYTES:
            return render(request, "413.html", status=413)
        if "\0" in request.path:  # no address of ours has one, and no database takes it
            return render(request, "400.html", status=400)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, RequestDataTooBig | TooManyFilesSent):
            return render(request, "413.html", status=413)
        if isinstance(error, OperationalError) and isinstance(
            error.__cause__, errors.LockNotAvailable | errors.QueryCanceled
        ):
            logging.getLogger(__name__).warning("busy: %s", request.path)
            return render(request, "busy.html", status=409)
        return None
