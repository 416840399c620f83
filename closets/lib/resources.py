"""Verbs as resources: POST makes the row, DELETE (or a form's `_method=delete`) takes it away."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponse]


def resource(view: View) -> View:
    """Requires POST or DELETE and login; the second argument says whether to make the row."""

    @login_required
    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        removes = request.method == "DELETE" or request.POST.get("_method") == "delete"
        return view(request, not removes, *args, **kwargs)

    return require_http_methods(["POST", "DELETE"])(wrapper)


def back(request: HttpRequest, fallback: str) -> HttpResponse:
    """Redirects to the page the form was on: `next` when it is ours, else the referring page."""
    candidates = (request.POST.get("next"), request.GET.get("next"), request.headers.get("referer"))
    for url in candidates:
        if url and url_has_allowed_host_and_scheme(
            url, {request.get_host()}, require_https=request.is_secure()
        ):
            parts = urlsplit(url)
            return redirect(parts.path + (f"?{parts.query}" if parts.query else ""))
    return redirect(fallback)
