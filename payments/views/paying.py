"""Paying a checkout: by card, by a kept card, from the balance; and giving it up (P1)."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from closets.lib.requests import MemberRequest
from payments.forms import ShipToForm
from payments.methods import payment_method_form
from payments.models import Checkout
from payments.offers.selectors import cards_of
from payments.orders.checkout import (
    CheckoutClosed,
    checkout_balance_use,
    checkout_orders,
    checkout_release,
)
from payments.orders.payment import (
    UNCLEAR,
    Outcome,
    Said,
    checkout_pay,
    payment_ask,
    payment_give_up,
)
from payments.views.access import number_in
from payments.views.checkout import checkout_of, page_of


@require_POST
@login_required
def pay(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Pays with the card given and leads to the order."""
    row = checkout_of(request, reference)
    card = payment_method_form(request.POST)
    if not card.is_valid():
        return page_of(request, row, ShipToForm(initial=row.ship_to or {}), card, status=422)
    return _paid_with(request, row, card.payment_method())


@require_POST
@login_required
def pay_kept(request: MemberRequest, reference: uuid.UUID, card_id: int) -> HttpResponse:
    """Pays with a card that the buyer keeps with us."""
    row = checkout_of(request, reference)
    card = get_object_or_404(cards_of(request.user), pk=card_id)
    return _paid_with(request, row, card.payment_method, card.customer.customer)


@require_POST
@login_required
def use_balance(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Says whether the buyer's balance pays first."""
    row = checkout_of(request, reference)
    try:
        checkout_balance_use(checkout=row, wanted=request.POST.get("use") == "yes")
    except CheckoutClosed as closed:
        messages.error(request, str(closed))
    return redirect(row)


@require_POST
@login_required
def pay_balance(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Pays all of it from the balance."""
    return _paid_with(request, checkout_of(request, reference), "")


@require_safe
@login_required
def come_back(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Where the bank sends the buyer after its questions."""
    row = checkout_of(request, reference)
    return _next(row, payment_ask(checkout=row))


@require_POST
@login_required
def another_card(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Calls off a payment that waits for the buyer's bank, so that another card can be used."""
    row = checkout_of(request, reference)
    return _next(row, _call_off(row))


@require_POST
@login_required
def release(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Gives the item back before the ten minutes are over."""
    row = checkout_of(request, reference)
    outcome = _call_off(row)
    if outcome.said != Said.DECLINED:
        return _next(row, outcome)
    if checkout_release(checkout=row):
        messages.success(request, "Nothing was charged; it is on sale again.")
    if hasattr(row, "basket"):
        return redirect("payments:basket")
    return redirect(row.orders.order_by("pk")[0].lines.order_by("pk")[0].listing)


def _paid_with(
    request: MemberRequest, row: Checkout, payment_method: str, customer: str = ""
) -> HttpResponse:
    try:
        outcome = checkout_pay(
            checkout=row,
            payment_method=payment_method,
            customer=customer,
            shown_cents=number_in(request, "due", missing=-1) if "due" in request.POST else None,
        )
    except CheckoutClosed as closed:
        messages.error(request, str(closed))
        return redirect(row)
    return _next(row, outcome)


def _call_off(row: Checkout) -> Outcome:
    """A payment of which nothing is known yet is left alone: to ask for it might make it."""
    if row.status == Checkout.Status.PAYING and not row.payment_intent:
        return UNCLEAR
    return payment_give_up(checkout=row)


def _next(row: Checkout, outcome: Outcome) -> HttpResponse:
    """The page that follows what Stripe said; the checkout itself says why a card was declined."""
    if outcome.said == Said.CHALLENGE:
        return redirect(outcome.url)
    if outcome.said == Said.PAID and len(orders := checkout_orders(row)) == 1:
        return redirect(orders[0])
    return redirect(row)
