"""Like, share and follow as resources: POST makes, DELETE takes back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from closets.lib.requests import MemberRequest
from closets.lib.resources import back, resource
from closets.models import Closet
from listings.models import Brand, Listing
from social.guards import ActRefused
from social.selectors import counts_of
from social.services.follows import brand_follow, brand_unfollow, closet_follow, closet_unfollow
from social.services.likes import listing_like, listing_unlike
from social.services.shares import listing_share


@resource
def like(request: MemberRequest, likes: bool, listing_id: int) -> HttpResponse:
    """POST likes the listing, DELETE unlikes it; gives the button anew, or goes back."""
    listing = _listing(listing_id)
    try:
        (listing_like if likes else listing_unlike)(user=request.user, listing=listing)
    except ActRefused as refusal:
        return _refused(request, refusal)
    if not request.htmx:
        return back(request, listing.get_absolute_url())
    context = {"listing": listing, "liked": likes, "likes_count": counts_of(listing).likes}
    return render(request, "social/_like.html", context)


@require_POST
@login_required
def share(request: MemberRequest, listing_id: int) -> HttpResponse:
    """Shares the listing to the member's followers."""
    listing = _listing(listing_id)
    try:
        listing_share(user=request.user, listing=listing)
    except ActRefused as refusal:
        return _refused(request, refusal)
    messages.success(request, f"Shared “{listing.title}” to your followers.")
    if request.htmx:
        return render(request, "_toasts.html")
    return back(request, listing.get_absolute_url())


@resource
def closet_follows(request: MemberRequest, follows: bool, closet_id: int) -> HttpResponse:
    """POST follows the closet, DELETE unfollows it."""
    closet = get_object_or_404(Closet.objects.visible_to(request.user.pk), pk=closet_id)
    try:
        (closet_follow if follows else closet_unfollow)(user=request.user, closet=closet)
    except ActRefused as refusal:
        return _refused(request, refusal)
    if not request.htmx:
        return back(request, closet.get_absolute_url())
    return render(request, "social/_follow_closet.html", {"closet": closet, "follows": follows})


@resource
def brand_follows(request: MemberRequest, follows: bool, brand_id: int) -> HttpResponse:
    """POST follows the brand, DELETE unfollows it."""
    brand = get_object_or_404(Brand, pk=brand_id)
    (brand_follow if follows else brand_unfollow)(user=request.user, brand=brand)
    if not request.htmx:
        return back(request, brand.get_absolute_url())
    return render(request, "social/_follow_brand.html", {"brand": brand, "follows": follows})


def _listing(listing_id: int) -> Listing:
    public = Listing.objects.public().select_related("closet")
    return get_object_or_404(public, pk=listing_id)


def _refused(request: MemberRequest, refusal: ActRefused) -> HttpResponse:
    """Says why nothing happened: as a toast, or on the page gone back to."""
    messages.error(request, str(refusal))
    if request.htmx:
        return render(request, "_toasts.html", status=409)
    return back(request, "home")
