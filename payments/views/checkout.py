"""Checkout on one page: where to, what it costs, pay (P1)."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closets.lib.requests import MemberRequest
from closets.services import address_add
from payments.forms import ShipToForm
from payments.methods import MethodForm, payment_method_form
from payments.models import Checkout
from payments.offers.selectors import cards_of
from payments.orders.checkout import (
    CheckoutClosed,
    checkout_address_set,
    checkout_release,
    checkout_start,
)
from payments.orders.opening import SomebodyFaster
from payments.orders.payment import (
    UNCLEAR,
    Outcome,
    Said,
    checkout_pay,
    payment_ask,
    payment_give_up,
)
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
    row = _checkout(request, reference)
    form = ShipToForm(request.POST or None, initial=row.ship_to or {})
    if request.method == "POST" and form.is_valid():
        return _address_set(request, row, form)
    return _page(request, row, form, payment_method_form(), status=422 if form.errors else 200)


@require_POST
@login_required
def address(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Sends it to one of the buyer's saved addresses."""
    row = _checkout(request, reference)
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


@require_POST
@login_required
def pay(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Pays with the card given and leads to the order."""
    row = _checkout(request, reference)
    card = payment_method_form(request.POST)
    if not card.is_valid():
        return _page(request, row, ShipToForm(initial=row.ship_to or {}), card, status=422)
    try:
        outcome = checkout_pay(checkout=row, payment_method=card.payment_method())
    except CheckoutClosed as closed:
        messages.error(request, str(closed))
        return redirect(row)
    return _next(row, outcome)


@require_POST
@login_required
def pay_kept(request: MemberRequest, reference: uuid.UUID, card_id: int) -> HttpResponse:
    """Pays with a card that the buyer keeps with us."""
    row = _checkout(request, reference)
    card = get_object_or_404(cards_of(request.user), pk=card_id)
    try:
        outcome = checkout_pay(
            checkout=row, payment_method=card.payment_method, customer=card.customer.customer
        )
    except CheckoutClosed as closed:
        messages.error(request, str(closed))
        return redirect(row)
    return _next(row, outcome)


@require_safe
@login_required
def come_back(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Where the bank sends the buyer after its questions."""
    row = _checkout(request, reference)
    return _next(row, payment_ask(checkout=row))


@require_POST
@login_required
def another_card(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Calls off a payment that waits for the buyer's bank, so that another card can be used."""
    row = _checkout(request, reference)
    return _next(row, _call_off(row))


@require_POST
@login_required
def release(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Gives the item back before the ten minutes are over."""
    row = _checkout(request, reference)
    outcome = _call_off(row)
    if outcome.said != Said.DECLINED:
        return _next(row, outcome)
    if checkout_release(checkout=row):
        messages.success(request, "Nothing was charged; it is on sale again.")
    if hasattr(row, "basket"):
        return redirect("payments:basket")
    return redirect(row.orders.order_by("pk")[0].lines.order_by("pk")[0].listing)


def _checkout(request: MemberRequest, reference: uuid.UUID) -> Checkout:
    mine = Checkout.objects.filter(buyer=request.user).select_related("basket")
    return get_object_or_404(mine, reference=reference)


def _address_set(request: MemberRequest, row: Checkout, form: ShipToForm) -> HttpResponse:
    try:
        checkout_address_set(checkout=row, address=form.postal_address())
        if form.is_new_for(request.user):
            address_add(user=request.user, address=form.save(commit=False))
    except CheckoutClosed as closed:
        messages.error(request, str(closed))
    return redirect(row)


def _call_off(row: Checkout) -> Outcome:
    """A payment of which nothing is known yet is left alone: to ask for it might make it."""
    if row.status == Checkout.Status.PAYING and not row.payment_intent:
        return UNCLEAR
    return payment_give_up(checkout=row)


def _next(row: Checkout, outcome: Outcome) -> HttpResponse:
    """The page that follows what Stripe said; the checkout itself says why a card was declined."""
    if outcome.said == Said.CHALLENGE:
        return redirect(outcome.url)
    if outcome.said == Said.PAID and len(orders := row.orders.all()) == 1:
        return redirect(orders[0])
    return redirect(row)


def _paid(request: MemberRequest, row: Checkout, page: CheckoutPage) -> HttpResponse:
    """The order; of several, what became of each."""
    if len(page.orders) == 1:
        return redirect(page.orders[0])
    return render(request, "payments/paid.html", {"checkout": row, "page": page})


def _page(
    request: MemberRequest, row: Checkout, form: ShipToForm, card: MethodForm, *, status: int
) -> HttpResponse:
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
