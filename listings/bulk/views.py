"""The bulk tools of one's own closet."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closets.lib.requests import MemberRequest
from closets.models import Closet
from listings.bulk.acts import ACTS, Act
from listings.bulk.facets import closet_facets
from listings.bulk.jobs import BulkBusy, bulk_prepare, bulk_start, bulk_undo
from listings.bulk.selection import ClosetFilter
from listings.bulk.selectors import bulk_page, recent_jobs
from listings.models import BulkJob, Listing
from listings.models.listing import ListingQuerySet

SHOWN = 96


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def tools(request: MemberRequest) -> HttpResponse:
    """Choose listings and an act; POST makes the preview of it."""
    closet = get_object_or_404(Closet, user=request.user)
    chosen = ClosetFilter.from_query(request.POST or request.GET)
    key = request.POST.get("act", "")
    form = _form(request, key)
    if request.method == "POST" and form and form.is_valid():
        job = bulk_prepare(
            actor=request.user,
            closet=closet,
            act=key,
            params=form.cleaned_data,
            listings=_picked(request, closet, chosen),
        )
        return redirect("listings:bulk_job", job.pk)
    return _tools_page(request, closet, chosen, {key: form} if form else {})


def _form(request: MemberRequest, key: str) -> forms.Form | None:
    return ACTS[key].form(request.POST, prefix=key) if key in ACTS else None


def _picked(request: MemberRequest, closet: Closet, chosen: ClosetFilter) -> ListingQuerySet:
    """Those that were ticked; all that the filter leaves when none was."""
    found, ticked = _found(closet, chosen), request.POST.getlist("listing")
    if not ticked:
        return found
    return found.filter(pk__in=[int(pk) for pk in ticked if pk.isdecimal() and len(pk) < 18])


def _found(closet: Closet, chosen: ClosetFilter) -> ListingQuerySet:
    public = Listing.objects.public().filter(closet=closet)
    return chosen.narrow(public).order_by(*chosen.order)


def _tools_page(
    request: MemberRequest, closet: Closet, chosen: ClosetFilter, forms_sent: dict[str, Any]
) -> HttpResponse:
    found = _found(closet, chosen)
    ticked = set(request.POST.getlist("listing"))
    shown = list(found.for_cards()[:SHOWN])
    context = {
        "closet": closet,
        "filter": chosen,
        "facets": closet_facets(closet.pk, chosen),
        "found_count": found.count(),
        "listings": [(row, str(row.pk) in ticked) for row in shown],
        "acts": _acts(forms_sent),
        "failed": next(iter(forms_sent), ""),
        "recent": recent_jobs(closet),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "listings/bulk/tools.html", context, status=status)


def _acts(forms_sent: dict[str, Any]) -> list[tuple[Act, forms.Form]]:
    """Each act with its form, the one that takes things away last."""
    ordered = sorted(ACTS.items(), key=lambda pair: pair[0] == "delete")
    return [(act, forms_sent.get(key) or act.form(prefix=key)) for key, act in ordered]


@require_safe
@login_required
def job(request: MemberRequest, job_id: int) -> HttpResponse:
    """A job: its preview, how far it is, or what came of it; the part that moves for htmx."""
    page = bulk_page(_job(request, job_id))
    name = "_job.html" if request.htmx else "job.html"
    return render(request, f"listings/bulk/{name}", {"page": page, "job": page.job})


@require_POST
@login_required
def start(request: MemberRequest, job_id: int) -> HttpResponse:
    """Sets a previewed job to work."""
    return _act(request, _job(request, job_id), bulk_start)


@require_POST
@login_required
def undo(request: MemberRequest, job_id: int) -> HttpResponse:
    """Takes a finished job back."""
    return _act(request, _job(request, job_id), bulk_undo)


@require_POST
@login_required
def share_closet(request: MemberRequest) -> HttpResponse:
    """Shares the whole closet in one press, in its order; pressed again, it shows how far it is."""
    closet = get_object_or_404(Closet, user=request.user)
    if running := BulkJob.objects.filter(closet=closet, act="share", state="running").first():
        return redirect("listings:bulk_job", running.pk)
    found = _found(closet, ClosetFilter(availability="available"))
    made = bulk_prepare(actor=request.user, closet=closet, act="share", params={}, listings=found)
    return _act(request, made, bulk_start)


def _job(request: MemberRequest, job_id: int) -> BulkJob:
    mine = BulkJob.objects.filter(actor=request.user).select_related("closet")
    return get_object_or_404(mine, pk=job_id)


def _act(request: MemberRequest, row: BulkJob, act: Any) -> HttpResponse:
    try:
        act(job=row)
    except BulkBusy as busy:
        messages.error(request, str(busy))
    return redirect("listings:bulk_job", row.pk)
