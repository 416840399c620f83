"""Pages for requests that Django itself refuses before a view sees them."""

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TOO_LARGE = (RequestDataTooBig, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """413 for a form of too many bytes or files (the CSRF check reads it first), else 400."""
    status = 413 if isinstance(exception, TOO_LARGE) else 400
    return render(request, f"{status}.html", status=status)
