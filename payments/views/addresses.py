"""An address for an offer, kept with the member's own."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from closets.lib.requests import MemberRequest
from closets.lib.resources import back
from closets.services import address_add
from payments.forms import ShipToForm


@require_POST
@login_required
def add(request: MemberRequest) -> HttpResponse:
    """Keeps the address and goes back to the offer that asks for it."""
    form = ShipToForm(request.POST)
    if form.is_valid():
        if not form.is_known_to(request.user):
            address_add(user=request.user, address=form.save(commit=False))
        return back(request, reverse("closets:addresses"))
    context = {"ship_form": form, "next": request.POST.get("next", "")}
    return render(request, "payments/offers/address.html", context, status=422)
