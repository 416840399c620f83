"""What a seller does to a listing: edit, price, hold, delete, restore, copy."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from closets.lib.notices import notice
from closets.lib.requests import MemberRequest
from closets.lib.resources import back, resource
from closets.templatetags.money import money
from listings.forms import ListingForm, PriceForm
from listings.models import Listing, Status
from listings.refusals import ListingIncomplete, ListingLocked, PriceRefused, StaleVersion
from listings.services.bin import listing_delete, listing_restore
from listings.services.drafts import listing_copy
from listings.services.prices import price_change, price_undo
from listings.services.publish import listing_edit
from listings.services.status import listing_hold, listing_offer_again
from listings.transitions import TransitionRefused
from listings.views.access import own, own_binned
from listings.views.pages import form_of, form_page, missing_add
from listings.views.uploads import files_add


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: MemberRequest, listing_id: int) -> HttpResponse:
    """The form of a published listing; POST saves all of it or, with what is wrong, nothing."""
    listing = own(request, listing_id)
    if listing.status == Status.DRAFT:
        return redirect("listings:draft", listing.pk)
    form = form_of(request, listing)
    if request.method != "POST":
        return form_page(request, listing, form)
    problems = files_add(request, listing)
    if form.is_valid() and not problems:
        problems = _edit(request, listing, form)
        if not (problems or form.errors or form.stale):
            notice(request, "Your changes are saved.")
            return redirect(listing)
    return form_page(request, listing, form, problems)


def _edit(request: MemberRequest, listing: Listing, form: ListingForm) -> list[Exception]:
    version = listing.version if "keep" in request.POST else form.copy_version
    try:
        listing_edit(actor=request.user, listing=listing, values=form.values, version=version)
    except ListingIncomplete as incomplete:
        return missing_add(form, incomplete)
    except StaleVersion:
        form.stale = True
    except ListingLocked as locked:
        form.add_error(None, str(locked))
    return []


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def price(request: MemberRequest, listing_id: int) -> HttpResponse:
    """A new price, beside the prices so far."""
    listing = own(request, listing_id)
    if listing.status == Status.DRAFT:
        return redirect("listings:draft", listing.pk)
    form = PriceForm(request.POST or None, initial={"price": listing.price_cents})
    if form.is_valid() and _price(request, listing, form):
        return redirect(listing)
    context = {"form": form, "listing": listing, "history": listing.price_changes.all()}
    return render(request, "listings/price.html", context, status=422 if form.errors else 200)


def _price(request: MemberRequest, listing: Listing, form: PriceForm) -> bool:
    cents = form.cleaned_data["price"]
    try:
        change = price_change(actor=request.user, listing=listing, price_cents=cents)
    except (PriceRefused, ListingLocked) as refusal:
        form.add_error("price", str(refusal))
        return False
    undo = reverse("listings:price_undo", args=[listing.pk, change.pk]) if change else ""
    notice(request, f"The price is {money(cents)} now.", undo=undo)
    return True


@require_POST
@login_required
def price_back(request: MemberRequest, listing_id: int, change_id: int) -> HttpResponse:
    """Takes the last change of the price back."""
    listing = own(request, listing_id)
    try:
        change = price_undo(actor=request.user, listing=listing, change_id=change_id)
    except ListingLocked as locked:
        messages.error(request, str(locked))
        return redirect(listing)
    if change:
        notice(request, f"The price is {money(change.new_cents)} again.")
    return redirect(listing)


@resource
def hold(request: MemberRequest, holds: bool, listing_id: int) -> HttpResponse:
    """POST marks the listing not for sale, DELETE puts it back on sale."""
    listing = own(request, listing_id)
    try:
        (listing_hold if holds else listing_offer_again)(listing=listing, actor=request.user)
        notice(request, "Not for sale now." if holds else "Back on sale.")
    except TransitionRefused:
        messages.error(request, "That is not possible in its present state.")
    return redirect(listing)


@require_POST
@login_required
def delete(request: MemberRequest, listing_id: int) -> HttpResponse:
    """Moves the listing to the bin; the message takes it back."""
    listing = own(request, listing_id)
    try:
        listing_delete(actor=request.user, listing=listing)
    except ListingLocked as locked:
        messages.error(request, str(locked))
        return back(request, listing.get_absolute_url())
    undo = reverse("listings:restore", args=[listing.pk])
    notice(request, f"“{listing}” is in the bin for 30 days.", undo=undo)
    return redirect("listings:sell")


@require_POST
@login_required
def restore(request: MemberRequest, listing_id: int) -> HttpResponse:
    """Takes the listing out of the bin."""
    listing = own_binned(request, listing_id)
    try:
        listing_restore(actor=request.user, listing=listing)
    except ListingLocked as locked:
        messages.error(request, str(locked))
        return redirect("listings:sell")
    notice(request, f"“{listing}” is back.")
    return redirect("listings:sell" if listing.status == Status.DRAFT else listing)


@require_POST
@login_required
def copy(request: MemberRequest, listing_id: int) -> HttpResponse:
    """A draft with the same fields and photos."""
    listing = own(request, listing_id)
    made = listing_copy(actor=request.user, listing=listing)
    notice(request, f"This is a copy of “{listing}”.")
    return redirect("listings:draft", made.pk)
