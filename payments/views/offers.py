"""A buyer's way to an offer, and the lists of both sides (O1)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from closets.lib.cursors import BadCursor
from closets.lib.requests import MemberRequest
from listings.models import Listing
from payments.fees import net_cents
from payments.forms import ShipToForm
from payments.methods import payment_method_form
from payments.offers.forms import OfferForm, SendForm
from payments.offers.making import OfferRunning, offer_make
from payments.offers.rules import first_range, rules
from payments.offers.selectors import (
    addresses_of,
    buying_page,
    campaigns_of,
    cards_of,
    costs_of,
    offer_between,
    selling_page,
)
from payments.offers.transitions import OfferRefused
from payments.orders.opening import SomebodyFaster, require_may_buy, require_on_sale
from payments.views.access import listing_shown
from payments.views.offer import after, stripe_context
from shipping.addresses import PostalAddress
from social.guards import ActRefused


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def make(request: MemberRequest, listing_id: int) -> HttpResponse:
    """The rules, then what it would cost, then the offer; POST makes it."""
    listing = listing_shown(request, listing_id)
    if running := offer_between(request.user, listing):
        return redirect(running)
    try:
        require_may_buy(request.user, listing)
        require_on_sale(listing)
        return _send(request, listing) if request.method == "POST" else _page(request, listing)
    except ActRefused as refused:
        messages.error(request, str(refused))
        return redirect(listing)
    except SomebodyFaster:
        return render(request, "payments/faster.html", {"listing": listing}, status=409)


@require_safe
@login_required
def buying(request: MemberRequest) -> HttpResponse:
    """Offers that the member made, or got as somebody who likes an item."""
    try:
        page = buying_page(request.user, request.GET.get("after", ""))
    except BadCursor:
        return redirect("payments:offers")
    return render(request, "payments/offers/list.html", {"page": page, "side": "buying"})


@require_safe
@login_required
def selling(request: MemberRequest) -> HttpResponse:
    """Offers on the member's items."""
    try:
        page = selling_page(request.user, request.GET.get("after", ""))
    except BadCursor:
        return redirect("payments:offers_selling")
    context = {"page": page, "side": "selling", "campaigns": campaigns_of(request.user)}
    return render(request, "payments/offers/list.html", context)


def _send(request: MemberRequest, listing: Listing) -> HttpResponse:
    """Raises ActRefused, SomebodyFaster."""
    form = OfferForm(request.POST, listing=listing, user=request.user)
    send = SendForm(request.POST, user=request.user)
    if not (form.is_valid() and send.is_valid() and "address" in form.cleaned_data):
        return _page(request, listing, form=form, send=send, status=422)
    try:
        return after(request, offer_make(buyer=request.user, listing=listing, **_said(form, send)))
    except OfferRunning as running:
        messages.error(request, str(running))
        return redirect(running.offer)
    except OfferRefused as refused:
        form.add_error(None, str(refused))
    except ValidationError as invalid:
        form.add_error("address", invalid.messages)
    return _page(request, listing, form=form, send=send, status=422)


def _said(form: OfferForm, send: SendForm) -> dict[str, Any]:
    return {
        "cents": form.cleaned_data["amount"],
        "size_id": form.cleaned_data.get("size"),
        "address": PostalAddress.of(form.cleaned_data["address"]),
        "card": send.cleaned_data["card"],
        "reference": send.cleaned_data["reference"],
    }


def _page(
    request: MemberRequest,
    listing: Listing,
    *,
    form: OfferForm | None = None,
    send: SendForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Step by step, each a plain GET: the price, then what it costs and the card."""
    if form is None:
        form = OfferForm(_typed(request), listing=listing, user=request.user)
    context = {
        "listing": listing,
        "rules": rules(),
        "range": first_range(listing.price_cents or 0),
        "form": form,
        "send": send or SendForm(user=request.user),
        "ship_form": ShipToForm(),
        "cards": cards_of(request.user),
        "card_form": payment_method_form(),
        "here": request.get_full_path(),
        **stripe_context(),
        **_costs(listing, form),
    }
    return render(request, "payments/offers/make.html", context, status=status)


def _typed(request: MemberRequest) -> QueryDict | None:
    """What the address says, with the usual address when it names none; None before a price."""
    if "amount" not in request.GET:
        return None
    typed = request.GET.copy()
    usual = addresses_of(request.user).first()
    if usual and "address" not in typed:
        typed["address"] = str(usual.pk)
    return typed


def _costs(listing: Listing, form: OfferForm) -> dict[str, Any]:
    """What a valid price costs and earns, {} before there is one."""
    if not (form.is_bound and form.is_valid()):
        return {}
    cents = form.cleaned_data["amount"]
    chosen = form.cleaned_data.get("address")
    address = PostalAddress.of(chosen) if chosen else None
    return {
        "amount_cents": cents,
        "costs": costs_of(listing, cents, address),
        "earns_cents": net_cents(cents),
    }
