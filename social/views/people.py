"""Lists of people: who likes a listing, who follows whom, and whom to follow."""

from collections.abc import Mapping, Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from closets.lib.cursors import BadCursor
from closets.lib.requests import MemberRequest
from closets.models import Closet
from closets.views.identity import moved_closet
from social.people import people_for, people_to_follow
from social.selectors import followers_page, following_page, likers_page, listing_for_act
from social.services.shares import share_budget
from social.trends import followers_like


@require_safe
def likers(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Who likes a listing."""
    listing = listing_for_act(listing_id, request.user.pk)
    try:
        page = likers_page(listing, request.user.pk, request.GET.get("after", ""))
    except BadCursor:
        return redirect(request.path)
    closets = [like.user.closet for like in page.rows]
    return _people(request, f"Likes of {listing.title}", closets, page.next_cursor)


@require_safe
def followers(request: HttpRequest, handle: str) -> HttpResponse:
    """Who follows a closet."""
    closet = _closet(request, handle)
    if closet is None:
        return moved_closet(request, "social:followers", handle)
    try:
        page = followers_page(closet, request.user.pk, request.GET.get("after", ""))
    except BadCursor:
        return redirect(request.path)
    closets = [follow.user.closet for follow in page.rows]
    return _people(
        request,
        f"Followers of {closet.display_name}",
        closets,
        page.next_cursor,
        {"closet": closet, "here": "followers"},
    )


@require_safe
def following(request: HttpRequest, handle: str) -> HttpResponse:
    """Whom a closet's member follows."""
    closet = _closet(request, handle)
    if closet is None:
        return moved_closet(request, "social:following", handle)
    try:
        page = following_page(closet, request.user.pk, request.GET.get("after", ""))
    except BadCursor:
        return redirect(request.path)
    closets = [follow.closet for follow in page.rows]
    return _people(
        request,
        f"{closet.display_name} follows",
        closets,
        page.next_cursor,
        {"closet": closet, "here": "following"},
    )


@require_safe
@login_required
def suggestions(request: MemberRequest) -> HttpResponse:
    """Whom the member may like to follow, each with the reason."""
    people = people_to_follow(request.user.pk)
    return render(request, "social/suggestions.html", {"people": people})


@require_safe
@login_required
def trends(request: MemberRequest) -> HttpResponse:
    """What the member's followers like, by count, each to be shared from here."""
    context = {"liked": followers_like(request.user.closet), "budget": share_budget(request.user)}
    return render(request, "social/trends.html", context)


def _people(
    request: HttpRequest,
    title: str,
    closets: Sequence[Closet],
    next_cursor: str,
    of: Mapping[str, object] | None = None,
) -> HttpResponse:
    """of: whose list it is and which, for the tabs; None for a listing's."""
    people = people_for(request.user.pk, closets)
    context = {"title": title, "people": people, "next_cursor": next_cursor, **(of or {})}
    return render(request, "social/people.html", context)


def _closet(request: HttpRequest, handle: str) -> Closet | None:
    return Closet.objects.visible_to(request.user.pk).named(handle).first()
