"""One offer, for its buyer and its seller: read it and answer it (O1)."""

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from closets.lib.notices import notice
from closets.lib.requests import MemberRequest
from payments.forms import ShipToForm
from payments.methods import payment_method_form
from payments.models import Offer
from payments.offers.answering import (
    Answer,
    counter_range,
    offer_accept,
    offer_counter,
    offer_decline,
    offer_withdraw,
)
from payments.offers.forms import CounterForm, PrepareForm
from payments.offers.paying import offer_prepare
from payments.offers.selectors import OfferPage, addresses_of, cards_of, offer_page
from payments.offers.transitions import OfferRefused
from payments.offers.undoing import offer_restore
from payments.orders.checkout import checkout_orders
from payments.orders.opening import SomebodyFaster
from payments.orders.payment import Said
from payments.views.access import offer_named, offer_of
from shipping.addresses import PostalAddress
from social.guards import ActRefused

REFUSALS = (OfferRefused, ActRefused)


@require_safe
@login_required
def offer(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """The offer's page."""
    return _page(request, offer_of(request, reference))


@require_POST
@login_required
def accept(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Accepts: binding, and charged at once."""
    row = offer_named(request, reference)
    return _answer(request, row, lambda: offer_accept(offer=row, actor=request.user))


@require_POST
@login_required
def counter(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Names another price."""
    row = offer_of(request, reference)
    form = CounterForm(request.POST, allowed=counter_range(row))
    if not form.is_valid():
        return _page(request, row, counter_form=form)
    cents = form.cleaned_data["amount"]
    return _answer(request, row, lambda: offer_counter(offer=row, actor=request.user, cents=cents))


@require_POST
@login_required
def decline(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Says no."""
    row = offer_of(request, reference)

    def decline_it() -> Answer:
        declined = Answer(offer_decline(offer=row, actor=request.user))
        undo = reverse("payments:offer_restore", args=[row.reference])
        notice(request, "Declined.", undo=undo)
        return declined

    return _answer(request, row, decline_it)


@require_POST
@login_required
def restore(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Takes the member's own "no" back."""
    row = offer_of(request, reference)
    return _answer(request, row, lambda: Answer(offer_restore(offer=row, actor=request.user)))


@require_POST
@login_required
def withdraw(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Takes one's own offer back."""
    row = offer_of(request, reference)
    return _answer(request, row, lambda: Answer(offer_withdraw(offer=row, actor=request.user)))


@require_POST
@login_required
def prepare(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Says where it would go and which card is charged, before the buyer answers."""
    row = offer_of(request, reference)
    form = PrepareForm(request.POST, listing=row.listing, user=request.user)
    if not form.is_valid():
        return _page(request, row, prepare_form=form)
    said = form.cleaned_data
    how = {"address": PostalAddress.of(said["address"]), "card": said["card"]}
    try:
        offer_prepare(offer=row, buyer=request.user, size_id=said.get("size"), **how)
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as invalid:
        form.add_error("address", invalid.messages)
        return _page(request, row, prepare_form=form)
    except REFUSALS as refused:
        messages.error(request, str(refused))
    return redirect(row)


def after(request: MemberRequest, answer: Answer) -> HttpResponse:
    """The page that follows an answer: the bank's, the order's, the checkout's or the offer's."""
    row, outcome = answer.offer, answer.outcome
    is_buyer = row.buyer_id == request.user.pk
    if outcome and row.checkout:
        if outcome.said == Said.PAID:
            return redirect(checkout_orders(row.checkout)[0])
        if is_buyer:
            return redirect(outcome.url or row.checkout)
    return redirect(row)


def stripe_context() -> dict[str, Any]:
    """What the form for a new card needs."""
    return {"stripe_key": settings.STRIPE_PUBLISHABLE_KEY}


def _answer(request: MemberRequest, row: Offer, act: Callable[[], Answer]) -> HttpResponse:
    """Does it, or says why not."""
    try:
        return after(request, act())
    except PermissionDenied as error:
        raise Http404 from error
    except REFUSALS as refused:
        messages.error(request, str(refused))
    except SomebodyFaster:
        messages.error(
            request,
            "Somebody else is buying this item just now. Nothing was charged; if they do not "
            "finish, the offer can be accepted in a few minutes.",
        )
    except ValidationError as invalid:
        messages.error(request, " ".join(invalid.messages))
    return redirect(row)


def _page(
    request: MemberRequest,
    row: Offer,
    *,
    counter_form: CounterForm | None = None,
    prepare_form: PrepareForm | None = None,
) -> HttpResponse:
    page = offer_page(row, request.user)
    context = {
        "offer": row,
        "page": page,
        "counter_form": counter_form
        or (CounterForm(allowed=page.counter) if page.counter else None),
    }
    if page.is_asked and not page.is_seller and (not page.is_ready or "change" in request.GET):
        context |= _preparing(request, page, prepare_form)
    status = 422 if counter_form or prepare_form else 200
    return render(request, "payments/offers/offer.html", context, status=status)


def _preparing(request: MemberRequest, page: OfferPage, form: PrepareForm | None) -> dict[str, Any]:
    """What a buyer without an address or a card is asked for."""
    listing, user = page.offer.listing, request.user
    return {
        "prepare_form": form or PrepareForm(listing=listing, user=user),
        "needs_address": not addresses_of(user).exists(),
        "needs_card": not cards_of(user).exists(),
        "ship_form": ShipToForm(),
        "card_form": payment_method_form(),
        "here": request.get_full_path()
        if request.method == "GET"
        else page.offer.get_absolute_url(),
        **stripe_context(),
    }
