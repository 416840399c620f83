"""Mails that end by one click (RFC 8058): the headers that say so, and the page they lead to."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def one_click(stop: str) -> dict[str, str]:
    """Headers for a mail that a POST to `stop`, an absolute address, ends without signing in."""
    return {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def mail_stop_page(
    request: HttpRequest, *, what: str, choices: str, end: Callable[[], object]
) -> HttpResponse:
    """Asks a person first, and ends the mails at a POST, which mail programs send by themselves.

    what: which mails, as the start of a sentence; choices: where the member says what they want.
    """
    is_done = request.method == "POST"
    if is_done:
        end()
    context = {"is_done": is_done, "what": what, "choices": choices}
    return render(request, "mail_stop.html", context)
