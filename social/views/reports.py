"""Reporting a listing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from closets.lib.requests import MemberRequest
from social.forms import ReportForm
from social.guards import ActRefused
from social.selectors import listing_for_act
from social.services.reports import listing_report


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report(request: MemberRequest, listing_id: int) -> HttpResponse:
    """The report form, and filing it."""
    listing = listing_for_act(listing_id, request.user.pk)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            listing_report(reporter=request.user, listing=listing, **form.cleaned_data)
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Thank you. Our staff will look at it and tell you.")
            return redirect(listing)
    status = 422 if form.errors else 200
    return render(request, "social/report.html", {"listing": listing, "form": form}, status=status)
