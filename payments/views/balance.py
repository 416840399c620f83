"""The seller's balance and payouts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from closets.lib.cursors import BadCursor
from closets.lib.requests import MemberRequest
from payments.forms import PayoutForm
from payments.orders.payouts import PayoutRefused, payout_request
from payments.selectors import balance_page


@login_required
def balance(request: MemberRequest) -> HttpResponse:
    """What the seller has; POST asks for a payout."""
    form = PayoutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            payout_request(user=request.user, cents=form.cleaned_data["amount"])
        except PayoutRefused as refused:
            form.add_error("amount", str(refused))
        else:
            messages.success(request, "Your payout is on its way to your bank.")
            return redirect("payments:balance")
    return _page(request, form)


def _page(request: MemberRequest, form: PayoutForm) -> HttpResponse:
    try:
        page = balance_page(request.user, request.GET.get("after", ""))
    except BadCursor:
        return redirect("payments:balance")
    context = {"page": page, "form": form}
    return render(request, "payments/balance.html", context, status=422 if form.errors else 200)
