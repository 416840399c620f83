"""A listing's photos: add, move, remove."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from closets.lib.requests import MemberRequest
from closets.lib.resources import resource
from listings.models import Listing, Photo, Status
from listings.pictures import PictureRefused
from listings.services.photos import photo_add, photo_move, photo_remove
from listings.views.access import own
from listings.views.pages import form_of, form_page, photos_context, save

STEPS = {"earlier": -1, "later": 1, "first": -16}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def photos(request: MemberRequest, listing_id: int) -> HttpResponse:
    """The list of photos; POST takes the files of `photos`, the first one at `place`."""
    listing = own(request, listing_id)
    problems = files_add(request, listing) if request.method == "POST" else []
    if request.method == "POST" and not request.htmx and not problems:
        return redirect(page_of(listing), listing.pk)
    return photo_list(request, listing, problems)


def files_add(request: MemberRequest, listing: Listing) -> list[Exception]:
    """Adds every file that was sent; gives the refusals, by name, of those not taken."""
    place = request.POST.get("place", "")
    start = int(place) if place.isdecimal() and len(place) < 4 else None
    refused: list[Exception] = []
    for step, file in enumerate(request.FILES.getlist("photos")):
        at = None if start is None else start + step
        name = file.name or "The file"
        try:
            photo_add(actor=request.user, listing=listing, file=file, name=name, place=at)
        except PictureRefused as refusal:
            refused.append(refusal)
    return refused


@resource
def photo(request: MemberRequest, moves: bool, listing_id: int, photo_id: int) -> HttpResponse:
    """POST moves the photo (`move` earlier, later, first; or to `position`), DELETE removes it.

    A button in the listing's form sends what was typed along, which is kept.
    """
    listing = own(request, listing_id)
    chosen = get_object_or_404(Photo, listing=listing, pk=photo_id)
    if moves:
        photo_move(actor=request.user, listing=listing, photo=chosen, by=_steps(request, chosen))
    else:
        photo_remove(actor=request.user, listing=listing, photo=chosen)
    if request.htmx:
        return photo_list(request, listing, [])
    if "version" in request.POST:
        return _form_again(request, listing)
    return redirect(page_of(listing), listing.pk)


def _steps(request: MemberRequest, chosen: Photo) -> int:
    position = request.POST.get("position", "")
    if position.isdecimal() and len(position) < 4:
        return int(position) - chosen.position
    return STEPS.get(request.POST.get("move", ""), 0)


def _form_again(request: MemberRequest, listing: Listing) -> HttpResponse:
    form = form_of(request, listing)
    if listing.status == Status.DRAFT:
        save(request, listing, form)
        if not (form.errors or form.stale):
            return redirect("listings:draft", listing.pk)
    return form_page(request, listing, form)


def photo_list(request: MemberRequest, listing: Listing, problems: list[Exception]) -> HttpResponse:
    """The list of photos as a part of the page, with the refusals."""
    context = photos_context(listing, problems)
    status = 422 if problems else 200
    return render(request, "listings/_photos.html", context, status=status)


def page_of(listing: Listing) -> str:
    """The name of the page that edits it."""
    return "listings:draft" if listing.status == Status.DRAFT else "listings:edit"
