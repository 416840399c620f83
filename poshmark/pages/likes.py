"""My Likes, sold ones marked and price drops told (S1)."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from closets.lib.cursors import BadCursor
from closets.lib.requests import MemberRequest
from closets.templatetags.money import money_short
from poshmark.pages.cards import cards_for
from social.models import Like
from social.selectors import my_likes_page


@require_safe
@login_required
def likes(request: MemberRequest) -> HttpResponse:
    """What the member likes, newest first."""
    try:
        page = my_likes_page(request.user.pk, request.GET.get("after", ""))
    except BadCursor:
        return redirect("likes")
    context = {
        "cards": cards_for(request.user, [like.listing for like in page.rows], _drops(page.rows)),
        "next_query": f"after={page.next_cursor}" if page.next_cursor else "",
    }
    template = "search/_cards.html" if request.htmx else "pages/likes.html"
    return render(request, template, context)


def _drops(likes: Iterable[Like]) -> dict[int, str]:
    """By how much the price of what can be bought fell since it was liked."""
    return {
        like.listing_id: f"{money_short(fell)} less than when you liked it"
        for like in likes
        if like.listing.is_available and (fell := _fell(like)) > 0
    }


def _fell(like: Like) -> int:
    """Cents; below zero when it rose."""
    now = like.listing.price_cents or 0
    return (getattr(like, "liked_at_cents", None) or now) - now
