"""The basket: put in, take out, look at it, and take it to the checkout (P1)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from closets.lib.requests import MemberRequest, SiteRequest
from listings.models import Listing
from listings.selectors import pieces_of
from payments.baskets.buying import basket_checkout
from payments.baskets.guests import Chosen, chosen_of, guest_add, guest_take_out
from payments.baskets.keeping import basket_add, basket_take_out
from payments.baskets.selectors import BasketPage, basket_page
from payments.orders.opening import SomebodyFaster
from payments.views.access import listing_shown, number_in
from social.guards import ActRefused

FASTER = "Somebody is paying for it right now, or has bought it. Nothing went into your basket."


@require_safe
def basket(request: SiteRequest) -> HttpResponse:
    """What is in it and what it costs."""
    return render(request, "payments/basket/basket.html", {"page": _page(request)})


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
def item(request: SiteRequest, listing_id: int) -> HttpResponse:
    """POST puts the item in, DELETE takes it out; GET asks a visitor, whose pages hold no form."""
    if request.method == "DELETE" or request.POST.get("_method") == "delete":
        return _take_out(request, listing_id)
    listing = listing_shown(request, listing_id)
    if request.method == "POST":
        return _add(request, listing)
    if request.user.is_authenticated:
        return redirect(listing)
    context = {"listing": listing, "page": {"stock": pieces_of(listing)}}
    return render(request, "payments/basket/add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def checkout(request: MemberRequest) -> HttpResponse:
    """Reserves all of it and leads to the checkout; a GET (after signing in) to the basket."""
    if request.method != "POST":
        return redirect("payments:basket")
    taken = basket_checkout(buyer=request.user)
    for word in taken.words:
        messages.warning(request, word)
    return redirect(taken.checkout or "payments:basket")


def _page(request: SiteRequest) -> BasketPage:
    if request.user.is_authenticated:
        return basket_page(request.user)
    return basket_page(None, chosen_of(request.session))


def _add(request: SiteRequest, listing: Listing) -> HttpResponse:
    size_id = number_in(request, "size", missing=0) or None
    try:
        if request.user.is_authenticated:
            basket_add(user=request.user, listing=listing, size_id=size_id)
        else:
            guest_add(session=request.session, listing=listing, size_id=size_id)
    except ActRefused as refused:
        messages.error(request, str(refused))
        return redirect(listing)
    except SomebodyFaster:
        messages.error(request, FASTER)
        return redirect(listing)
    messages.success(request, f"“{listing.title}” is in your basket.")
    return redirect("payments:basket")


def _take_out(request: SiteRequest, listing_id: int) -> HttpResponse:
    """Also what is not to be seen any more."""
    chosen = Chosen(listing_id, number_in(request, "size", missing=0) or None)
    if request.user.is_authenticated:
        basket_take_out(user=request.user, chosen=chosen)
    else:
        guest_take_out(session=request.session, chosen=chosen)
    return redirect("payments:basket")
