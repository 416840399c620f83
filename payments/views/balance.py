"""The seller's balance and payouts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from closets.lib.cursors import BadCursor
from closets.lib.requests import MemberRequest
from payments.connect import onboarding_url, payouts_enabled
from payments.forms import PayoutForm
from payments.orders.payouts import PayoutRefused, payout_request
from payments.selectors import balance_page


@login_required
def balance(request: MemberRequest) -> HttpResponse:
    """What the seller has; POST asks for a payout."""
    form = PayoutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not payouts_enabled(user=request.user):
            return redirect("payments:payout_setup")
        try:
            payout_request(user=request.user, cents=form.cleaned_data["amount"])
        except PayoutRefused as refused:
            form.add_error("amount", str(refused))
        else:
            messages.success(request, "Your payout is on its way to your bank.")
            return redirect("payments:balance")
    return _page(request, form)


@login_required
@require_GET
def payout_setup(request: MemberRequest) -> HttpResponse:
    """Sends the seller to Stripe's form, which asks where payouts go, and which leads back."""
    return redirect(onboarding_url(user=request.user, back=reverse("payments:balance")))


def _page(request: MemberRequest, form: PayoutForm) -> HttpResponse:
    try:
        page = balance_page(request.user, request.GET.get("after", ""))
    except BadCursor:
        return redirect("payments:balance")
    context = {"page": page, "form": form}
    return render(request, "payments/balance.html", context, status=422 if form.errors else 200)
