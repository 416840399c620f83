"""News, the badge, and how a member hears of them."""

from functools import partial

from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closets.lib.cursors import BadCursor
from closets.lib.mail_stops import mail_stop_page
from closets.lib.requests import MemberRequest, SiteRequest
from social.models.news import Kind
from social.news.badge import badge_count
from social.news.choices import mail_stop, mails_daily_stop, wishes_of, wishes_set
from social.news.folding import news_fold
from social.news.forms import ChoicesForm
from social.news.mails import DAILY, unsubscribe_read
from social.news.reading import news_page
from social.news.stops import mail_resume, mail_stop_of
from social.people import IN_A_ROW, people_to_follow
from social.services.news import news_read


@require_safe
@login_required
def news(request: MemberRequest) -> HttpResponse:
    """The member's news, folded; what the worker has not folded yet is folded for the page."""
    news_fold(recipient=request.user.pk)
    after = request.GET.get("after", "")
    try:
        page = news_page(request.user, after)
    except BadCursor:
        return redirect("social:news")
    is_bare = not (page.lines or after)
    people = people_to_follow(request.user.pk, IN_A_ROW) if is_bare else []
    return render(request, "social/news.html", {"page": page, "after": after, "people": people})


@require_POST
@login_required
def read(request: MemberRequest) -> HttpResponse:
    """Marks everything as read."""
    news_read(user=request.user)
    return redirect("social:news")


@require_safe
def badge(request: SiteRequest) -> HttpResponse:
    """The number on the bell, polled; 304 while it stays the same, without a query.

    It trusts the session alone: whoever signed in may know how many, and nothing else is told.
    """
    user_id = request.session.get(SESSION_KEY)
    if user_id is None:
        return HttpResponse(status=204)
    count = badge_count(int(user_id))
    etag = f'"{count}"'
    known = request.headers.get("If-None-Match") == etag
    answer = (
        HttpResponse(status=304)
        if known
        else render(request, "social/_badge.html", {"count": count})
    )
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def choices(request: MemberRequest) -> HttpResponse:
    """What the member hears of, how, and when not."""
    wishes = wishes_of([request.user.pk])[request.user.pk]
    form = ChoicesForm(request.POST or None, wishes=wishes)
    if request.method == "POST" and form.is_valid():
        wishes_set(user=request.user, wishes=form.wishes())
        messages.success(request, "Saved.")
        return redirect("social:news_choices")
    context = {"form": form, "stop": mail_stop_of(request.user)}
    status = 422 if form.errors else 200
    return render(request, "social/choices.html", context, status=status)


@require_POST
@login_required
def mail_again(request: MemberRequest) -> HttpResponse:
    """Mails a member again whose mail was stopped."""
    mail_resume(user=request.user)
    messages.success(request, f"We mail {request.user.email} again.")
    return redirect("social:news_choices")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: SiteRequest, token: str) -> HttpResponse:
    """Ends the mails of news that a token names."""
    found = unsubscribe_read(token)
    if found is None:
        raise Http404
    member, kind = found
    is_daily = kind == DAILY
    return mail_stop_page(
        request,
        what="Daily mails" if is_daily else str(Kind(kind).label),
        choices=reverse("social:news_choices"),
        end=partial(mails_daily_stop, user=member)
        if is_daily
        else partial(mail_stop, user=member, kind=kind),
    )
