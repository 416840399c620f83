"""What a member tells the feed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from closets.lib.notices import notice
from closets.lib.requests import MemberRequest
from closets.lib.resources import back
from closets.templatetags.money import money_short
from listings.models import Listing
from poshmatch.services.controls import price_cap_below, price_cap_set
from poshmatch.services.mutes import brand_mute, closet_mute, less_of, mute_undo

Told = tuple[str, str]
"""What the member is told, and the address that takes it back."""


@require_POST
@login_required
def less(request: MemberRequest, listing_id: int) -> HttpResponse:
    """What a card's menu offers: "less of this", "never this brand", "hide closet", "nothing
    over". Undone from the toast, or later on My Style."""
    public = Listing.objects.public().select_related("closet", "brand")
    listing = get_object_or_404(public, pk=listing_id)
    told = _mute(request, listing)
    if told is None:
        return HttpResponseBadRequest()
    text, undo = told
    notice(request, text, undo=undo)
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


def _mute(request: MemberRequest, listing: Listing) -> Told | None:
    what, user = request.POST.get("what"), request.user
    if what == "price":
        return _cap(request, listing)
    if what == "item":
        text, mute = "You will see less like this.", less_of(user=user, listing=listing)
    elif what == "brand" and listing.brand:
        text = f"You will not see {listing.brand.name} again."
        mute = brand_mute(user=user, brand=listing.brand)
    elif what == "closet":
        text = f"You will not see @{listing.closet.handle} in your feed."
        mute = closet_mute(user=user, closet=listing.closet)
    else:
        return None
    return text, reverse("poshmatch:unmute", args=[mute.pk])


def _cap(request: MemberRequest, listing: Listing) -> Told | None:
    """The cap below this piece's price."""
    cents = price_cap_below(listing.price_cents or 0)
    if cents is None:
        return None
    before = price_cap_set(user=request.user, cents=cents) or 0
    undo = reverse("poshmatch:price_cap_back", args=[before])
    return f"Your feed shows nothing over {money_short(cents)}.", undo
