"""What a member did: their shares and comments (their likes are a page of cards)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from closets.lib.cursors import BadCursor
from closets.lib.requests import MemberRequest
from social.selectors import my_comments_page, my_shares_page
from social.services.shares import share_budget


@require_safe
@login_required
def shares(request: MemberRequest) -> HttpResponse:
    """The member's shares, and what is left of the day's budget."""
    try:
        page = my_shares_page(request.user.pk, request.GET.get("after", ""))
    except BadCursor:
        return redirect("social:my_shares")
    context = {"page": page, "budget": share_budget(request.user)}
    return render(request, "social/my_shares.html", context)


@require_safe
@login_required
def comments(request: MemberRequest) -> HttpResponse:
    """The member's comments."""
    try:
        page = my_comments_page(request.user.pk, request.GET.get("after", ""))
    except BadCursor:
        return redirect("social:my_comments")
    return render(request, "social/my_comments.html", {"page": page})
