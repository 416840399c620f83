""" "You earn $X" beside a price that is being typed."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from closets.lib.widgets import MoneyField
from listings.models.listing import MAX_PRICE_CENTS, MIN_PRICE_CENTS
from payments.fees import fee_cents


class EarnForm(forms.Form):
    """The price as typed."""

    price = MoneyField(min_cents=MIN_PRICE_CENTS, max_cents=MAX_PRICE_CENTS)


@require_safe
@login_required
def earn(request: HttpRequest) -> HttpResponse:
    """What the seller earns on `price`, or a line that waits for a price that can be."""
    form = EarnForm(request.GET)
    context = {}
    if form.is_valid():
        price = form.cleaned_data["price"]
        fee = fee_cents(price)
        context = {"net_cents": price - fee, "fee_cents": fee}
    return render(request, "listings/_earnings.html", context)
