"""The one form page, for drafts and for what is published."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from closets.lib.requests import MemberRequest
from listings.alerts.demand import demand_for
from listings.forms import ListingForm
from listings.help.guesses import guesses_for, hint_for, taken
from listings.models import Listing, Status
from listings.pictures import PictureTooLarge
from listings.refusals import ListingIncomplete, StaleVersion
from listings.services.drafts import draft_save


def form_of(request: MemberRequest, listing: Listing) -> ListingForm:
    """The form as it was sent, or as the listing is, for a tab of its own."""
    if request.method != "POST":
        return ListingForm(listing=listing, editor=secrets.token_hex(8))
    return ListingForm(taken(request.POST), listing=listing, editor="")


def save(request: MemberRequest, listing: Listing, form: ListingForm) -> None:
    """Saves the draft; marks the form stale when it was saved or published from elsewhere.

    "Keep mine" (`keep`), the answer to that, saves over it.
    """
    form.is_valid()
    try:
        draft_save(
            actor=request.user,
            listing=listing,
            values=form.values,
            typed=form.typed,
            version=listing.version if "keep" in request.POST else form.copy_version,
            editor=form.cleaned_data.get("editor", ""),
            turn=form.turn_number,
        )
    except StaleVersion:
        form.stale = True


def form_page(
    request: MemberRequest,
    listing: Listing,
    form: ListingForm,
    problems: Sequence[Exception] = (),
) -> HttpResponse:
    """The page with what was typed; `problems` are those of the photos."""
    context = {
        "form": form,
        "is_draft": listing.status == Status.DRAFT,
        "guesses": guesses_for(form, listing) if listing.status == Status.DRAFT else [],
        "hint": hint_for(form),
        "demand": demand_for(listing) if listing.status == Status.DRAFT else None,
        **photos_context(listing, problems),
    }
    return render(request, "listings/form.html", context, status=_status(form, problems))


def photos_context(listing: Listing, problems: Sequence[Exception]) -> dict[str, Any]:
    """For the list of photos: the photos, whether some still wait, what was refused."""
    photos = list(listing.photos.order_by("position"))
    waiting = any(photo.is_waiting for photo in photos)
    return {"listing": listing, "photos": photos, "waiting": waiting, "problems": problems}


def _status(form: ListingForm, problems: Sequence[Exception]) -> int:
    if form.stale:
        return 409
    if any(isinstance(problem, PictureTooLarge) for problem in problems):
        return 413
    return 422 if problems or (form.is_bound and form.errors) else 200


def missing_add(form: ListingForm, incomplete: ListingIncomplete) -> list[Exception]:
    """Puts what is missing beside its field; what concerns the photos is given back."""
    missing = dict(incomplete.problems)
    photos = missing.pop("photos", None)
    for name, message in missing.items():
        if name not in form.errors:
            form.add_error(name, message)
    return [ValueError(photos)] if photos else []
