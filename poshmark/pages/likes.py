"""My Likes, sold ones marked (S1)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from closets.lib.cursors import BadCursor
from closets.lib.requests import MemberRequest
from poshmark.pages.cards import cards_for
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
        "cards": cards_for(request.user, [like.listing for like in page.rows]),
        "next_query": f"after={page.next_cursor}" if page.next_cursor else "",
    }
    template = "search/_cards.html" if request.htmx else "pages/likes.html"
    return render(request, template, context)
