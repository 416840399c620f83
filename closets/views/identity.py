"""How a closet is known: its handle, and where its former addresses lead."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from closets.forms import HandleForm
from closets.identity import closet_moved, handle_change, handle_changeable_at
from closets.lib.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def handle(request: MemberRequest) -> HttpResponse:
    """The closet's handle, and when it may change."""
    closet = request.user.closet
    form = HandleForm(request.POST or None, initial={"handle": closet.handle})
    if request.method == "POST" and form.is_valid():
        try:
            closet = handle_change(actor=request.user, handle=form.cleaned_data["handle"])
            messages.success(request, f"Your closet is @{closet.handle}. Old links lead to it.")
            return redirect(closet)
        except ValidationError as refused:
            form.add_error("handle", refused)
    context = {"form": form, "closet": closet, "due": handle_changeable_at(closet)}
    status = 422 if form.errors else 200
    return render(request, "closets/handle.html", context, status=status)


def moved_closet(request: HttpRequest, name: str, handle: str) -> HttpResponse:
    """The way on from an address with a handle that a closet had before: the same page (URL name)
    of that closet. Raises Http404 when there is none."""
    closet = closet_moved(handle, request.user.pk)
    if closet is None:
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    address = reverse(name, args=[closet.handle])
    return redirect(f"{address}?{query}" if query else address, permanent=True)
