"""The embedded mode's outbox: every mail the site wrote, so that a link in it can be followed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from poshmark.outbox import outbox_names, outbox_read


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """The newest 50 mails."""
    mails = [(name, outbox_read(name)) for name in outbox_names()]
    return render(request, "pages/outbox.html", {"mails": mails})


@require_safe
def message(request: HttpRequest, name: str) -> HttpResponse:
    """One mail's plain text."""
    mail = outbox_read(name)
    if mail is None:
        raise Http404
    body = mail.get_body(preferencelist=("plain", "html"))
    text = body.get_content() if body else ""
    return render(request, "pages/outbox_message.html", {"mail": mail, "text": text})
