"""How bundles begin, the lists of both sides, and the seller's discount (O3)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from closets.lib.cursors import BadCursor
from closets.lib.requests import MemberRequest
from closets.models import User
from listings.models import Listing
from payments.bundles.forms import DiscountForm
from payments.bundles.making import BundleRefused, bundle_start, discount_set
from payments.bundles.selectors import (
    buying_page,
    discount_of,
    likers_to_bundle,
    selling_page,
)
from payments.orders.opening import SomebodyFaster
from payments.views.access import listing_own, listing_shown, number_in
from payments.views.bundle import busy
from social.guards import ActRefused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@login_required
def start(request: MemberRequest, listing_id: int) -> HttpResponse:
    """The buyer puts the item into their bundle of its closet; a GET leads back to the item."""
    listing = listing_shown(request, listing_id)
    if request.method != "POST":
        return redirect(listing)
    return _started(request, listing, request.user, number_in(request, "size", missing=0) or None)


@get_or_post
@login_required
def start_for(request: MemberRequest, listing_id: int) -> HttpResponse:
    """The seller picks one of those who like the item; POST starts a bundle for them."""
    listing = listing_own(request, listing_id)
    likers = likers_to_bundle(listing)
    if request.method != "POST":
        context = {"listing": listing, "likers": likers}
        return render(request, "payments/bundles/start_for.html", context)
    chosen = [member for member in likers if member.pk == number_in(request, "member")]
    if not chosen:
        messages.error(request, "They do not like the item any more.")
        return redirect("payments:bundle_for", listing.pk)
    return _started(request, listing, chosen[0], None)


@require_safe
@login_required
def buying(request: MemberRequest) -> HttpResponse:
    """The member's bundles."""
    return _list(request, "buying")


@require_safe
@login_required
def selling(request: MemberRequest) -> HttpResponse:
    """Bundles in the member's closet."""
    return _list(request, "selling")


@get_or_post
@login_required
def discount(request: MemberRequest) -> HttpResponse:
    """What the member takes off bundles; POST sets it."""
    rule = discount_of(request.user)
    initial = {"percent": rule.percent, "from_items": rule.from_items} if rule else {}
    form = DiscountForm(request.POST or None, initial=initial or {"percent": 0, "from_items": 3})
    if request.method == "POST" and form.is_valid():
        discount_set(actor=request.user, closet=request.user.closet, **form.cleaned_data)
        messages.success(request, "That holds for every bundle of your closet from now on.")
        return redirect("payments:bundles_selling")
    status = 422 if form.errors else 200
    return render(request, "payments/bundles/discount.html", {"form": form}, status=status)


def _started(
    request: MemberRequest, listing: Listing, buyer: User, size_id: int | None
) -> HttpResponse:
    try:
        return redirect(
            bundle_start(actor=request.user, buyer=buyer, listing=listing, size_id=size_id)
        )
    except (ActRefused, BundleRefused) as refused:
        messages.error(request, str(refused))
    except SomebodyFaster as faster:
        messages.error(request, busy(faster))
    return redirect(listing)


def _list(request: MemberRequest, side: str) -> HttpResponse:
    pages: Any = {"buying": buying_page, "selling": selling_page}
    try:
        page = pages[side](request.user, request.GET.get("after", ""))
    except BadCursor:
        return redirect(request.path)
    context = {"page": page, "side": side}
    if side == "selling":
        context["discount"] = discount_of(request.user)
    return render(request, "payments/bundles/list.html", context)
