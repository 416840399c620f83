"""What a member tells the feed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from closets.lib.notices import notice
from closets.lib.requests import MemberRequest
from closets.lib.resources import back
from listings.models import Listing
from poshmatch.models import Mute
from poshmatch.services.mutes import brand_mute, closet_mute, less_of, mute_undo


@require_POST
@login_required
def less(request: MemberRequest, listing_id: int) -> HttpResponse:
    """ "Less of this", "never this brand" or "hide closet", from a card; undone from the toast."""
    public = Listing.objects.public().select_related("closet", "brand")
    listing = get_object_or_404(public, pk=listing_id)
    told = _mute(request, listing)
    if told is None:
        return HttpResponseBadRequest()
    text, mute = told
    notice(request, text, undo=reverse("poshmatch:unmute", args=[mute.pk]))
    if request.htmx:
        return render(request, "_toasts.html")
    return back(request, "home")


@require_POST
@login_required
def unmute(request: MemberRequest, mute_id: int) -> HttpResponse:
    """Takes a mute back."""
    if mute_undo(user=request.user, mute_id=mute_id):
        notice(request, "Taken back. Your feed shows it again.")
    return back(request, "home")


def _mute(request: MemberRequest, listing: Listing) -> tuple[str, Mute] | None:
    what, user = request.POST.get("what"), request.user
    if what == "item":
        return "You will see less like this.", less_of(user=user, listing=listing)
    if what == "brand" and listing.brand:
        text = f"You will not see {listing.brand.name} again."
        return text, brand_mute(user=user, brand=listing.brand)
    if what == "closet":
        text = f"You will not see @{listing.closet.handle} in your feed."
        return text, closet_mute(user=user, closet=listing.closet)
    return None
