"""News and the badge."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from closets.lib.requests import MemberRequest
from social.selectors import news_groups, news_unread_count
from social.services.news import news_read_all


@require_safe
@login_required
def news(request: MemberRequest) -> HttpResponse:
    """The member's news, folded."""
    return render(request, "social/news.html", {"groups": news_groups(request.user.pk)})


@require_POST
@login_required
def read(request: MemberRequest) -> HttpResponse:
    """Marks everything as read."""
    news_read_all(user=request.user)
    return redirect("social:news")


@require_safe
@login_required
@never_cache
def badge(request: MemberRequest) -> HttpResponse:
    """The number on the bell, polled by htmx; 304 while it stays the same."""
    count = news_unread_count(request.user)
    etag = f'"{count}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304)
    response = render(request, "social/_badge.html", {"nav_news_count": count})
    response["ETag"] = etag
    return response
