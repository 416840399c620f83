"""Like, share and follow as resources: POST makes, DELETE takes back; each can be undone."""

from collections.abc import Mapping
from typing import Literal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from closets.lib.notices import notice
from closets.lib.requests import MemberRequest
from closets.lib.resources import back, resource
from listings.models import Brand, Listing
from social.guards import ActRefused
from social.selectors import closet_for_act, counts_of, listing_for_act
from social.services.follows import brand_follow, brand_unfollow, closet_follow, closet_unfollow
from social.services.likes import listing_like, listing_unlike
from social.services.shares import Budget, listing_share, share_take_back


@resource
def like(request: MemberRequest, likes: bool, listing_id: int) -> HttpResponse:
    """POST likes the listing, DELETE unlikes it; gives the button anew, or goes back."""
    listing = listing_for_act(listing_id, request.user.pk)
    try:
        (listing_like if likes else listing_unlike)(user=request.user, listing=listing)
    except ActRefused as refusal:
        return _refused(request, refusal)
    text = f"You like “{listing.title}”." if likes else f"You no longer like “{listing.title}”."
    if not request.htmx:
        return _told(request, text, likes, listing.get_absolute_url())
    context = {"listing": listing, "liked": likes, "likes_count": counts_of(listing).likes}
    return _button(request, "social/_liked.html", context, text, likes)


@resource
def share(request: MemberRequest, shares: bool, listing_id: int) -> HttpResponse:
    """POST shares the listing to the member's followers, DELETE takes the last share back."""
    listing = listing_for_act(listing_id, request.user.pk)
    try:
        if not shares:
            return _unshared(request, listing)
        left = Budget(listing_share(user=request.user, listing=listing).left).line
    except ActRefused as refusal:
        return _refused(request, refusal)
    text = f"Shared “{listing.title}” to your followers. {left}."
    if not request.htmx:
        return _told(request, text, True, listing.get_absolute_url())
    return render(request, "social/_told.html", {"told": text, "undo_by": "delete"})


@resource
def closet_follows(request: MemberRequest, follows: bool, closet_id: int) -> HttpResponse:
    """POST follows the closet, DELETE unfollows it."""
    closet = closet_for_act(closet_id, request.user.pk)
    try:
        (closet_follow if follows else closet_unfollow)(user=request.user, closet=closet)
    except ActRefused as refusal:
        return _refused(request, refusal)
    text = _following(closet.display_name, follows)
    if not request.htmx:
        return _told(request, text, follows, closet.get_absolute_url())
    context = {"closet": closet, "follows": follows}
    return _button(request, "social/_followed_closet.html", context, text, follows)


@resource
def brand_follows(request: MemberRequest, follows: bool, brand_id: int) -> HttpResponse:
    """POST follows the brand, DELETE unfollows it."""
    brand = get_object_or_404(Brand, pk=brand_id)
    (brand_follow if follows else brand_unfollow)(user=request.user, brand=brand)
    text = _following(brand.name, follows)
    if not request.htmx:
        return _told(request, text, follows, brand.get_absolute_url())
    context = {"brand": brand, "follows": follows}
    return _button(request, "social/_followed_brand.html", context, text, follows)


def _unshared(request: MemberRequest, listing: Listing) -> HttpResponse:
    taken = share_take_back(user=request.user, listing=listing)
    if taken:
        notice(request, f"Your share of “{listing.title}” is taken back.")
    else:
        messages.error(request, "There is no share of the last ten minutes to take back.")
    if request.htmx:
        return render(request, "_toasts.html", status=200 if taken else 409)
    return back(request, listing.get_absolute_url())


def _following(name: str, follows: bool) -> str:
    name = name.removesuffix(".")  # "Josie D." ends the sentence herself
    return f"You follow {name}." if follows else f"You no longer follow {name}."


def _undo(made: bool) -> Literal["post", "delete"]:
    return "delete" if made else "post"


def _told(request: MemberRequest, text: str, made: bool, fallback: str) -> HttpResponse:
    """Goes back to the page, which says what was done and offers to undo it."""
    notice(request, text, undo=request.path, by=_undo(made))
    return back(request, fallback)


def _button(
    request: MemberRequest, template: str, context: Mapping[str, object], text: str, made: bool
) -> HttpResponse:
    """The button anew, and a toast whose undo swaps the button again."""
    told = {
        "told": text,
        "undo_by": _undo(made),
        "undo_target": f"form:is(.like, .follow)[action='{request.path}']",
    }
    return render(request, template, {**context, **told})


def _refused(request: MemberRequest, refusal: ActRefused) -> HttpResponse:
    """Says why nothing happened: as a toast, or on the page gone back to."""
    messages.error(request, str(refusal))
    if request.htmx:
        return render(request, "_toasts.html", status=409)
    return back(request, "home")
