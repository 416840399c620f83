"""Checkout on one page: where to, what it costs, pay (P1)."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from closets.lib.requests import MemberRequest
from listings.models import Listing
from payments.forms import ShipToForm
from payments.models import Checkout
from payments.orders.checkout import (
    CheckoutClosed,
    SomebodyFaster,
    checkout_address_set,
    checkout_release,
    checkout_start,
)
from payments.orders.payment import Outcome, Said, checkout_pay, checkout_total_cents, payment_ask
from payments.sandbox.forms import CardForm
from payments.selectors import checkout_orders
from shipping.addresses import PostalAddress
from social.guards import ActRefused


@login_required(login_url="account_login")
def buy(request: MemberRequest, listing_id: int) -> HttpResponse:
    """Reserves the item and leads to the checkout; a GET (after signing in) leads to the item."""
    public = Listing.objects.public().select_related("closet__user", "category", "cover")
    listing = get_object_or_404(public, pk=listing_id)
    if request.method != "POST":
        return redirect(listing)
    try:
        return redirect(checkout_start(buyer=request.user, listing=listing))
    except ActRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(listing)
    except SomebodyFaster:
        return render(request, "payments/faster.html", {"listing": listing}, status=409)


@login_required
def checkout(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """The checkout page; POST says where to send it."""
    row = _checkout(request, reference)
    form = ShipToForm(request.POST or None, initial=row.ship_to or {})
    if request.method == "POST" and form.is_valid():
        return _address_set(request, row, form)
    return _page(request, row, form, CardForm(), status=422 if form.errors else 200)


@login_required
@require_POST
def address(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Sends it to one of the buyer's saved addresses."""
    row = _checkout(request, reference)
    saved = get_object_or_404(request.user.addresses, pk=request.POST.get("address", "0") or 0)
    try:
        checkout_address_set(checkout=row, address=PostalAddress.of(saved))
    except ValidationError as invalid:
        messages.error(request, " ".join(invalid.messages))
    except CheckoutClosed as closed:
        messages.error(request, str(closed))
    return redirect(row)


@login_required
@require_POST
def pay(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Pays with the card typed in (sandbox) and leads to the order."""
    row = _checkout(request, reference)
    card = CardForm(request.POST)
    if not card.is_valid():
        return _page(request, row, ShipToForm(initial=row.ship_to or {}), card, status=422)
    try:
        outcome = checkout_pay(checkout=row, payment_method=card.payment_method())
    except CheckoutClosed as closed:
        messages.error(request, str(closed))
        return redirect(row)
    return _next(request, row, outcome)


@login_required
@require_GET
def come_back(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Where the bank sends the buyer after its questions."""
    row = _checkout(request, reference)
    return _next(request, row, payment_ask(checkout=row))


@login_required
@require_POST
def release(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Gives the item back before the ten minutes are over."""
    row = _checkout(request, reference)
    listing = row.orders.get().lines.get().listing
    if checkout_release(checkout=row):
        messages.success(request, "The item is on sale again.")
    return redirect(listing)


def _checkout(request: MemberRequest, reference: uuid.UUID) -> Checkout:
    return get_object_or_404(Checkout, reference=reference, buyer=request.user)


def _address_set(request: MemberRequest, row: Checkout, form: ShipToForm) -> HttpResponse:
    try:
        checkout_address_set(checkout=row, address=form.postal_address())
    except CheckoutClosed as closed:
        messages.error(request, str(closed))
    return redirect(row)


def _next(request: MemberRequest, row: Checkout, outcome: Outcome) -> HttpResponse:
    """The page that follows what Stripe said."""
    if outcome.said == Said.CHALLENGE:
        return redirect(outcome.url)
    if outcome.said == Said.PAID:
        return redirect(row.orders.order_by("pk")[0])
    (messages.error if outcome.said == Said.DECLINED else messages.info)(request, outcome.message)
    return redirect(row)


def _page(
    request: MemberRequest, row: Checkout, form: ShipToForm, card: CardForm, *, status: int
) -> HttpResponse:
    if row.status == Checkout.Status.PAID:
        return redirect(row.orders.order_by("pk")[0])
    context = {
        "checkout": row,
        "orders": checkout_orders(row),
        "total_cents": checkout_total_cents(row),
        "form": form,
        "card_form": card,
        "addresses": request.user.addresses.order_by("-is_default_to", "-id"),
        "change_address": not row.ship_to or bool(form.errors) or "change" in request.GET,
    }
    return render(request, "payments/checkout.html", context, status=status)
