"""Selling: drafts that save themselves, and publishing them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closets.lib.cursors import BadCursor
from closets.lib.notices import notice
from closets.lib.requests import MemberRequest
from closets.models import Closet
from closets.services import unit_choose
from listings.forms import ListingForm
from listings.models import Listing, Status
from listings.refusals import ListingIncomplete
from listings.selectors import bin_page, brands_starting, drafts_page
from listings.services.drafts import draft_start
from listings.services.publish import listing_publish
from listings.views.access import own
from listings.views.pages import form_of, form_page, missing_add, save
from listings.views.uploads import files_add


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sell(request: MemberRequest) -> HttpResponse:
    """The member's drafts and bin; POST starts a new draft."""
    get_object_or_404(Closet, user=request.user)
    if request.method == "POST":
        return redirect("listings:draft", draft_start(actor=request.user).pk)
    try:
        drafts = drafts_page(request.user, request.GET.get("after", ""))
        binned = bin_page(request.user, request.GET.get("bin", ""))
    except BadCursor:
        return redirect("listings:sell")
    return render(request, "listings/sell.html", {"drafts": drafts, "binned": binned})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def draft(request: MemberRequest, listing_id: int) -> HttpResponse:
    """The form of one draft; POST saves what is valid and keeps the rest as typed."""
    listing = own(request, listing_id)
    if request.method != "POST":
        if listing.status != Status.DRAFT:
            return redirect("listings:edit", listing.pk)
        return form_page(request, listing, form_of(request, listing))
    form = form_of(request, listing)
    save(request, listing, form)
    if request.htmx:
        return status_line(request, listing, form)
    problems = files_add(request, listing)
    if problems or form.errors or form.stale:
        return form_page(request, listing, form, problems)
    if "sizes" in request.POST:
        return redirect("listings:sizes", listing.pk)
    messages.success(request, "Draft saved.")
    return redirect("listings:draft", listing.pk)


@require_POST
@login_required
def publish(request: MemberRequest, listing_id: int) -> HttpResponse:
    """Saves the form and puts the draft on sale, or says beside each field what is missing."""
    listing = own(request, listing_id)
    if listing.status != Status.DRAFT:
        return redirect(listing)
    form = form_of(request, listing)
    problems = files_add(request, listing)
    with transaction.atomic():  # the form's own older save, still on its way, comes too late
        save(request, listing, form)
        if form.errors or form.stale or problems:
            return form_page(request, listing, form, problems)
        try:
            published = listing_publish(actor=request.user, listing=own(request, listing_id))
        except ListingIncomplete as incomplete:
            return form_page(request, listing, form, missing_add(form, incomplete))
    notice(request, f"“{published.title}” is on sale.")
    return redirect(published)


def status_line(request: MemberRequest, listing: Listing, form: ListingForm) -> HttpResponse:
    """What a draft that saved itself says: when, and which fields are not right yet."""
    context = {
        "form": form,
        "listing": listing,
        "is_draft": listing.status == Status.DRAFT,
        "saved_at": timezone.now(),
    }
    return render(request, "listings/_status.html", context)


@require_safe
@login_required
def brand_options(request: MemberRequest) -> HttpResponse:
    """Brands for what was typed so far (`q`), the best known ones for nothing."""
    names = brands_starting(request.GET.get("q", "").replace("\0", ""))
    return render(request, "listings/_brand_options.html", {"names": names})


@require_safe
@login_required
def size_options(request: MemberRequest) -> HttpResponse:
    """The size fields anew, for the category that was chosen."""
    form = ListingForm(request.GET, listing=Listing(), editor="")
    return render(request, "listings/_size_field.html", {"form": form})


@require_POST
@login_required
def measurements(request: MemberRequest) -> HttpResponse:
    """The measurements anew, for the category that was chosen or in the other unit (`unit_to`)."""
    closet = get_object_or_404(Closet, user=request.user)
    form = ListingForm(request.POST, listing=Listing(closet=closet), editor="")
    unit = request.POST.get("unit_to", "")
    unit_choose(closet=closet, unit=unit)
    return HttpResponse(form.measurements_in(unit))
