"""Saved searches of a member, and the wanted board."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closets.lib.mail_stops import mail_stop_page
from closets.lib.notices import notice
from closets.lib.requests import MemberRequest, SiteRequest
from closets.lib.resources import back, resource
from listings.alerts.filing import SearchRefused
from listings.alerts.forms import SavedSearchForm, form_of
from listings.alerts.matching import search_at
from listings.alerts.saving import (
    search_change,
    search_delete,
    search_restore,
    search_save,
)
from listings.alerts.selectors import search_name, searches_of, wanted_lines
from listings.alerts.stopping import EVERY, mails_stop, stop_read
from listings.models import SavedSearch


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def searches(request: MemberRequest) -> HttpResponse:
    """The member's saved searches; POST saves the state at `state`."""
    if request.method != "POST":
        return _page(request)
    asked = search_at(request.POST.get("state", "")[:4000])
    try:
        saved, is_new = search_save(user=request.user, search=asked, name=search_name(asked))
    except SearchRefused as refusal:
        messages.error(request, str(refusal))
        return back(request, "listings:searches")
    said = "Saved. Choose below how you want to hear of new finds."
    notice(request, said if is_new else "You have this search already.")
    return redirect(f"/searches/#search-{saved.pk}")


@require_POST
@login_required
def change(request: MemberRequest, saved_id: int) -> HttpResponse:
    """Renames a saved search and sets its alert."""
    form = form_of(_own(request, saved_id), request.POST)
    if not form.is_valid():
        return _page(request, form)
    search_change(user=request.user, saved=_own(request, saved_id), **form.cleaned_data)
    notice(request, f"“{form.cleaned_data['name']}” is changed.")
    return redirect("listings:searches")


@resource
def search(request: MemberRequest, restores: bool, saved_id: int) -> HttpResponse:
    """DELETE forgets a saved search; POST takes that back."""
    saved = get_object_or_404(SavedSearch, pk=saved_id, user=request.user)
    if restores:
        search_restore(user=request.user, saved=saved)
    elif search_delete(user=request.user, saved=saved):
        notice(request, f"“{saved.name}” is deleted.", undo=request.path)
    return redirect("listings:searches")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: SiteRequest, token: str) -> HttpResponse:
    """Ends the mails of finds that a token names."""
    found = stop_read(token)
    if found is None:
        raise Http404
    user_id, saved_id = found
    return mail_stop_page(
        request,
        what="Finds of your saved searches" if saved_id == EVERY else "Finds of this saved search",
        choices=reverse("listings:searches"),
        end=partial(mails_stop, user_id=user_id, saved_id=saved_id),
    )


@require_safe
def wanted(request: SiteRequest) -> HttpResponse:
    """What at least three members wait for."""
    return render(request, "listings/alerts/wanted.html", {"wanted": wanted_lines()})


def _own(request: MemberRequest, saved_id: int) -> SavedSearch:
    return get_object_or_404(SavedSearch, pk=saved_id, user=request.user, deleted_at=None)


def _page(request: MemberRequest, sent: SavedSearchForm | None = None) -> HttpResponse:
    kept = searches_of(request.user)
    forms = {one.saved.pk: form_of(one.saved) for one in kept}
    if sent:
        forms[sent.instance.pk] = sent
    context = {"rows": [(one, forms[one.saved.pk]) for one in kept]}
    status = 422 if sent else 200
    return render(request, "listings/alerts/searches.html", context, status=status)
