"""Naming a price for a bundle and answering it, and reporting what was written (O3, T1)."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from closets.lib.requests import MemberRequest
from payments.bundles.forms import PriceForm, SayForm
from payments.bundles.haggling import (
    bundle_offer_answer,
    bundle_offer_make,
    bundle_offer_withdraw,
)
from payments.bundles.making import BundleRefused
from payments.bundles.reporting import bundle_message_report
from payments.bundles.selectors import bundle_page
from payments.models import Bundle, BundleMessage
from payments.views.access import bundle_of
from payments.views.bundle import acted, page_of
from social.forms import ReportForm


@require_POST
@login_required
def make(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Names a price for all of it."""
    row = bundle_of(request, reference)
    allowed = bundle_page(row, request.user).allowed
    if allowed is None:
        messages.error(request, "No price can be named for this bundle now.")
        return redirect(row)
    form = PriceForm(request.POST, allowed=allowed)
    if not form.is_valid():
        return page_of(request, row, SayForm(), price_form=form, status=422)
    cents = form.cleaned_data["amount"]
    return acted(
        request, row, lambda: bundle_offer_make(actor=request.user, bundle=row, cents=cents)
    )


@require_POST
@login_required
def accept(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Agrees to the price on the table."""
    return _answered(request, bundle_of(request, reference), accept=True)


@require_POST
@login_required
def decline(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Says no to it."""
    return _answered(request, bundle_of(request, reference), accept=False)


@require_POST
@login_required
def withdraw(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Takes one's own word back."""
    row = bundle_of(request, reference)
    return acted(request, row, lambda: bundle_offer_withdraw(actor=request.user, bundle=row))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report(request: MemberRequest, message_id: int) -> HttpResponse:
    """The report form for a line of the talk, and filing it."""
    seen = BundleMessage.objects.filter(bundle__in=Bundle.objects.seen_by(request.user))
    others = seen.exclude(author=None).exclude(author=request.user)
    related = others.select_related("author__closet", "bundle__closet")
    message = get_object_or_404(related, pk=message_id)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _reported(request, message, form)
    context = {"message": message, "form": form}
    status = 422 if form.errors else 200
    return render(request, "payments/bundles/report.html", context, status=status)


def _answered(request: MemberRequest, row: Bundle, *, accept: bool) -> HttpResponse:
    return acted(
        request, row, lambda: bundle_offer_answer(actor=request.user, bundle=row, accept=accept)
    )


def _reported(request: MemberRequest, message: BundleMessage, form: ReportForm) -> HttpResponse:
    try:
        bundle_message_report(reporter=request.user, message=message, **form.cleaned_data)
        messages.success(request, "Thank you. Our staff will look at it and tell you.")
    except BundleRefused as refused:
        messages.error(request, str(refused))
    return redirect(message.bundle)
