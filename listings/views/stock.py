"""How many pieces of each size a boutique has."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from closets.lib.notices import notice
from closets.lib.requests import MemberRequest
from listings.forms_stock import StockForm
from listings.models import Listing
from listings.refusals import ListingLocked
from listings.services.stock import stock_set
from listings.views.access import own
from listings.views.uploads import page_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sizes(request: MemberRequest, listing_id: int) -> HttpResponse:
    """A number for each size of the listing's category; POST saves them all."""
    listing = own(request, listing_id)
    form = StockForm(request.POST if request.method == "POST" else None, listing=listing)
    if request.method == "POST" and form.is_valid() and _save(request, listing, form):
        return redirect(page_of(listing), listing.pk)
    context = {"form": form, "listing": listing, "page_of": page_of(listing)}
    return render(request, "listings/sizes.html", context, status=422 if form.errors else 200)


def _save(request: MemberRequest, listing: Listing, form: StockForm) -> bool:
    try:
        saved = stock_set(actor=request.user, listing=listing, pieces=form.pieces)
    except ListingLocked as locked:
        form.add_error(None, str(locked))
        return False
    text = f"{saved.quantity} in {saved.size_custom}" if saved.in_sizes else "A single item again"
    notice(request, f"{text}.")
    return True
