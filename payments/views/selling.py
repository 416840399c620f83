"""A seller's tools for offers: to everybody who likes an item (O2), and a private floor (O4)."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from closets.lib.requests import MemberRequest
from listings.models import Listing
from payments.fees import net_cents
from payments.models import PriceFloor
from payments.offers.floors import floor_clear, floor_set
from payments.offers.forms import FloorForm, LikersForm
from payments.offers.likers import likers_offer_start, likers_range
from payments.offers.rules import rules
from payments.offers.selectors import campaign_running, floor_of, likers_page
from payments.offers.transitions import OfferRefused
from payments.orders.opening import SomebodyFaster
from payments.views.access import likers_offer_of, listing_own
from social.guards import ActRefused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@login_required
def to_likers(request: MemberRequest, listing_id: int) -> HttpResponse:
    """The rules and the form; POST starts sending."""
    listing = listing_own(request, listing_id)
    form = LikersForm(request.POST or None, allowed=likers_range(listing))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            return redirect(
                likers_offer_start(
                    actor=request.user,
                    listing=listing,
                    cents=said["amount"],
                    shipping_discount_cents=said["shipping"],
                )
            )
        except (OfferRefused, ActRefused) as refused:
            form.add_error(None, str(refused))
        except SomebodyFaster:
            form.add_error(None, "Somebody is buying this item just now.")
    page = likers_page(listing)
    context = {
        "listing": listing,
        "rules": rules(),
        "form": form,
        "page": page,
        "earns_cents": net_cents(page.most_cents),
        "running": campaign_running(listing),
    }
    return render(
        request, "payments/offers/likers.html", context, status=422 if form.errors else 200
    )


@require_safe
@login_required
def likers_offer(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """How far an offer to likers has come."""
    row = likers_offer_of(request, reference)
    template = "payments/offers/_progress.html" if request.htmx else "payments/offers/sent.html"
    return render(request, template, {"campaign": row})


@get_or_post
@login_required
def floor(request: MemberRequest, listing_id: int) -> HttpResponse:
    """The private floor of a listing; POST sets it, `_method=delete` takes it away."""
    listing = listing_own(request, listing_id)
    row = floor_of(listing)
    if request.method == "POST" and request.POST.get("_method") == "delete":
        floor_clear(actor=request.user, listing=listing)
        messages.success(request, "Every offer waits for you again.")
        return redirect(listing)
    form = FloorForm(request.POST or None, initial=_floor_initial(row))
    if request.method == "POST" and form.is_valid() and _floor_set(request, listing, form):
        return redirect(listing)
    context = {"listing": listing, "form": form, "floor": row}
    return render(
        request, "payments/offers/floor.html", context, status=422 if form.errors else 200
    )


def _floor_initial(row: PriceFloor | None) -> dict[str, Any]:
    if row is None:
        return {"at_floor": PriceFloor.AtFloor.ACCEPT, "below": PriceFloor.Below.ASK}
    return {
        "floor": row.floor_cents,
        "at_floor": row.at_floor,
        "below": row.below,
        "counter": row.counter_cents,
    }


def _floor_set(request: MemberRequest, listing: Listing, form: FloorForm) -> bool:
    said = form.cleaned_data
    try:
        floor_set(
            actor=request.user,
            listing=listing,
            floor_cents=said["floor"],
            at_floor=said["at_floor"],
            below=said["below"],
            counter_cents=said["counter"],
        )
    except OfferRefused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, "Offers are answered as you said.")
    return True
