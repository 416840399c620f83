"""Lists of people: who likes a listing, who follows a closet, whom a member follows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from closets.models import Closet
from closets.views.identity import moved_closet
from social.selectors import followers_page, following_page, likers_page, listing_for_act


@require_safe
def likers(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Who likes a listing."""
    listing = listing_for_act(listing_id, request.user.pk)
    page = likers_page(listing, request.user.pk, request.GET.get("after", ""))
    people = [like.user.closet for like in page.rows]
    context = {"title": f"Likes of {listing.title}", "people": people, "page": page}
    return render(request, "social/people.html", context)


@require_safe
def followers(request: HttpRequest, handle: str) -> HttpResponse:
    """Who follows a closet."""
    closet = _closet(request, handle)
    if closet is None:
        return moved_closet(request, "social:followers", handle)
    page = followers_page(closet, request.user.pk, request.GET.get("after", ""))
    people = [follow.user.closet for follow in page.rows]
    context = {"title": f"Followers of {closet.display_name}", "people": people, "page": page}
    return render(request, "social/people.html", context)


@require_safe
def following(request: HttpRequest, handle: str) -> HttpResponse:
    """Whom a closet's member follows."""
    closet = _closet(request, handle)
    if closet is None:
        return moved_closet(request, "social:following", handle)
    page = following_page(closet, request.user.pk, request.GET.get("after", ""))
    people = [follow.closet for follow in page.rows]
    context = {"title": f"{closet.display_name} follows", "people": people, "page": page}
    return render(request, "social/people.html", context)


def _closet(request: HttpRequest, handle: str) -> Closet | None:
    return Closet.objects.visible_to(request.user.pk).named(handle).first()
