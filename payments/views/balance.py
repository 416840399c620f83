"""The seller's balance and payouts."""

import logging

import stripe
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from closets.lib.cursors import BadCursor
from closets.lib.requests import MemberRequest
from payments.connect import onboarding_url, payouts_enabled
from payments.forms import PayoutForm
from payments.orders.payouts import PayoutRefused, payout_request
from payments.selectors import balance_page

log = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def balance(request: MemberRequest) -> HttpResponse:
    """What the seller has; POST asks for a payout."""
    form = PayoutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _request(request, form)
        except PayoutRefused as refused:
            form.add_error("amount", str(refused))
    return _page(request, form)


@require_safe
@login_required
def payout_setup(request: MemberRequest) -> HttpResponse:
    """Sends the seller to Stripe's form, which asks where payouts go, and which leads back."""
    page = reverse("payments:balance")
    try:
        return redirect(onboarding_url(user=request.user, back=page))
    except stripe.StripeError as error:
        log.warning("no onboarding for %s: %s", request.user.pk, type(error).__name__)
    messages.error(request, "Stripe does not answer just now. Please try again in a minute.")
    return redirect(page)


def _request(request: MemberRequest, form: PayoutForm) -> HttpResponse:
    """Raises PayoutRefused."""
    if not _can_be_paid(request):
        return redirect("payments:payout_setup")
    payout_request(
        user=request.user,
        cents=form.cleaned_data["amount"],
        reference=form.cleaned_data["reference"],
        is_instant=form.cleaned_data["is_instant"],
    )
    messages.success(request, "Your payout is on its way to your bank.")
    return redirect("payments:balance")


def _can_be_paid(request: MemberRequest) -> bool:
    """Raises PayoutRefused when Stripe cannot tell."""
    try:
        return payouts_enabled(user=request.user)
    except stripe.StripeError as error:
        raise PayoutRefused("Stripe does not answer just now. Please try again.") from error


def _page(request: MemberRequest, form: PayoutForm) -> HttpResponse:
    try:
        page = balance_page(request.user, request.GET.get("after", ""))
    except BadCursor:
        return redirect("payments:balance")
    if not form.is_bound:
        form.initial["amount"] = page.available_cents
    context = {"page": page, "form": form, "instant_cents": settings.INSTANT_PAYOUT_CENTS}
    return render(request, "payments/balance.html", context, status=422 if form.errors else 200)
