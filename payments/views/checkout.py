"""Checkout on one page: where to, what it costs, pay (P1)."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from closets.lib.requests import MemberRequest
from closets.lib.stencils import Stencil
from closets.services import address_add
from payments.forms import ShipToForm
from payments.methods import MethodForm, payment_method_form
from payments.models import Checkout
from payments.offers.selectors import cards_of
from payments.orders.checkout import (
    CheckoutClosed,
    checkout_address_set,
    checkout_start,
)
from payments.orders.opening import SomebodyFaster
from payments.selectors import CheckoutPage, checkout_page
from payments.views.access import listing_shown
from shipping.addresses import PostalAddress
from social.guards import ActRefused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@login_required
def buy(request: MemberRequest, listing_id: int) -> HttpResponse:
    """Reserves the item and leads to the checkout; a GET (after signing in) leads to the item."""
    listing = listing_shown(request, listing_id)
    if request.method != "POST":
        return redirect(listing)
    size = request.POST.get("size", "")
    size_id = int(size) if size.isdecimal() and len(size) < 10 else None
    try:
        return redirect(checkout_start(buyer=request.user, listing=listing, size_id=size_id))
    except ActRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(listing)
    except SomebodyFaster as faster:
        return render(request, "payments/faster.html", {"listing": faster.listing}, status=409)


@get_or_post
@login_required
def checkout(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """The checkout page; POST says where to send it."""
    row = checkout_of(request, reference)
    form = ShipToForm(request.POST or None, initial=row.ship_to or {})
    if request.method == "POST" and form.is_valid():
        return _address_set(request, row, form)
    return page_of(request, row, form, payment_method_form(), status=422 if form.errors else 200)


@require_POST
@login_required
def address(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Sends it to one of the buyer's saved addresses."""
    row = checkout_of(request, reference)
    chosen = request.POST.get("address", "")
    if not (chosen.isascii() and chosen.isdigit()):
        raise Http404("No such address.")
    saved = get_object_or_404(request.user.addresses, pk=chosen)
    try:
        checkout_address_set(checkout=row, address=PostalAddress.of(saved))
    except ValidationError as invalid:
        messages.error(request, " ".join(invalid.messages))
    except CheckoutClosed as closed:
        messages.error(request, str(closed))
    return redirect(row)


def checkout_of(request: MemberRequest, reference: uuid.UUID) -> Checkout:
    """One of the member's own checkouts."""
    for row in _MINE.rows(buyer=request.user.pk, reference=reference):
        row.buyer = request.user
        return row
    raise Http404("No such checkout.")


def _mine(buyer: int, reference: uuid.UUID) -> QuerySet[Checkout]:
    return Checkout.objects.filter(buyer=buyer, reference=reference).select_related("basket")


_MINE = Stencil("checkout_mine", _mine)


def _address_set(request: MemberRequest, row: Checkout, form: ShipToForm) -> HttpResponse:
    try:
        checkout_address_set(checkout=row, address=form.postal_address())
        if form.is_new_for(request.user):
            address_add(user=request.user, address=form.save(commit=False))
    except CheckoutClosed as closed:
        messages.error(request, str(closed))
    return redirect(row)


def _paid(request: MemberRequest, row: Checkout, page: CheckoutPage) -> HttpResponse:
    """The order; of several, what became of each."""
    if len(page.orders) == 1:
        return redirect(page.orders[0])
    return render(request, "payments/paid.html", {"checkout": row, "page": page})


def page_of(
    request: MemberRequest, row: Checkout, form: ShipToForm, card: MethodForm, *, status: int
) -> HttpResponse:
    """The checkout\'s page; the orders once it is paid."""
    page = checkout_page(row)
    if row.status == Checkout.Status.PAID:
        return _paid(request, row, page)
    context = {
        "checkout": row,
        "page": page,
        "form": form,
        "card_form": card,
        "kept_cards": [kept for kept in cards_of(request.user)[:5] if not kept.is_expired],
        "stripe_key": settings.STRIPE_PUBLISHABLE_KEY,
        "addresses": request.user.addresses.order_by("-is_default_to", "-id"),
        "change_address": not row.ship_to or bool(form.errors) or "change" in request.GET,
    }
    return render(request, "payments/checkout.html", context, status=status)
