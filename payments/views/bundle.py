"""One bundle, for its buyer and its seller: put it together, talk, buy it (O3)."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from closets.lib.requests import MemberRequest
from payments.bundles.buying import bundle_checkout
from payments.bundles.forms import PriceForm, SayForm
from payments.bundles.making import (
    BundleRefused,
    bundle_add,
    bundle_close,
    bundle_say,
    bundle_take_out,
)
from payments.bundles.selectors import bundle_page
from payments.models import Bundle
from payments.orders.opening import SomebodyFaster
from payments.views.access import bundle_of, listing_shown, number_in
from social.guards import ActRefused


@require_safe
@login_required
def bundle(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """The bundle's page."""
    return page_of(request, bundle_of(request, reference), SayForm())


@require_POST
@login_required
def add(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Puts an item in."""
    row = bundle_of(request, reference)
    listing = listing_shown(request, number_in(request, "listing"))
    return acted(request, row, lambda: bundle_add(actor=request.user, bundle=row, listing=listing))


@require_POST
@login_required
def take_out(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Takes an item out."""
    row, item = bundle_of(request, reference), number_in(request, "item")
    return acted(
        request, row, lambda: bundle_take_out(actor=request.user, bundle=row, item_id=item)
    )


@require_POST
@login_required
def say(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Says something to the other side."""
    row, form = bundle_of(request, reference), SayForm(request.POST)
    if not form.is_valid():
        return page_of(request, row, form, status=422)
    try:
        bundle_say(actor=request.user, bundle=row, body=form.cleaned_data["body"])
    except (BundleRefused, ActRefused) as refused:
        form.add_error("body", str(refused))
        return page_of(request, row, form, status=422)
    return redirect(row)


@require_POST
@login_required
def close(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Puts the bundle away."""
    row = bundle_of(request, reference)
    return acted(request, row, lambda: bundle_close(actor=request.user, bundle=row))


@require_POST
@login_required
def buy(request: MemberRequest, reference: uuid.UUID) -> HttpResponse:
    """Reserves all of it and leads to the checkout."""
    row = bundle_of(request, reference)
    try:
        checkout = bundle_checkout(buyer=request.user, bundle=row)
    except PermissionDenied as error:
        raise Http404 from error
    except (BundleRefused, ActRefused) as refused:
        messages.error(request, str(refused))
        return redirect(row)
    except SomebodyFaster as faster:
        messages.error(request, busy(faster))
        return redirect(row)
    if checkout is None:
        messages.error(request, "Something was sold meanwhile and left. Have a look at the rest.")
    return redirect(checkout or row)


def acted(request: MemberRequest, row: Bundle, act: Callable[[], object]) -> HttpResponse:
    """Does it, or says why not; then the bundle's page."""
    try:
        act()
    except PermissionDenied as error:
        raise Http404 from error
    except (BundleRefused, ActRefused) as refused:
        messages.error(request, str(refused))
    except SomebodyFaster as faster:
        messages.error(request, busy(faster))
    return redirect(row)


def busy(faster: SomebodyFaster) -> str:
    """What to tell of an item that somebody holds or has bought."""
    return (
        f"“{faster.listing.title}” is being paid for by somebody else, or sold just now. Take it "
        "out, or try again in a few minutes. Nothing was charged."
    )


def page_of(
    request: MemberRequest,
    row: Bundle,
    form: SayForm,
    *,
    price_form: PriceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The bundle's page with what was typed."""
    page = bundle_page(row, request.user)
    if page.allowed and price_form is None:
        price_form = PriceForm(allowed=page.allowed)
    context = {"bundle": row, "page": page, "say_form": form, "price_form": price_form}
    return render(request, "payments/bundles/bundle.html", context, status=status)
