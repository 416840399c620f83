"""Choosing the part of a photo that is shown."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from closets.lib.requests import MemberRequest
from listings.crops import Crop, crop_centred
from listings.forms_crop import CropForm
from listings.models import Photo
from listings.services.pictures import original_path
from listings.services.preparing import photo_crop
from listings.views.access import own
from listings.views.uploads import page_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def crop(request: MemberRequest, listing_id: int, photo_id: int) -> HttpResponse:
    """The whole photo with its crop over it; POST `x`, `y`, `width` in per cent chooses another."""
    listing = own(request, listing_id)
    photo = get_object_or_404(Photo, listing=listing, pk=photo_id, state=Photo.State.READY)
    form = _form(request, photo)
    if form.is_bound and form.is_valid():
        photo_crop(actor=request.user, listing=listing, photo=photo, crop=form.crop)
        return redirect(page_of(listing), listing.pk)
    context = {
        "form": form,
        "listing": listing,
        "photo": photo,
        "original": settings.MEDIA_URL + original_path(photo.content_hash),
        "back": page_of(listing),
    }
    return render(request, "listings/crop.html", context, status=422 if form.is_bound else 200)


def _form(request: MemberRequest, photo: Photo) -> CropForm:
    size = photo.width, photo.height
    shown = Crop(*photo.crop) if photo.crop else crop_centred(size)
    return CropForm(request.POST if request.method == "POST" else None, size=size, crop=shown)
