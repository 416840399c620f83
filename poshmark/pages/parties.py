"""Posh Parties: the calendar, a party's page and showroom, and bringing one's own items (S6)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from closets.lib.cursors import BadCursor, page_after
from closets.lib.requests import MemberRequest, SiteRequest
from poshmark.pages.cards import cards_for, viewer_of
from social.models import Party, PartyInvitation, PartyReminder
from social.news.choices import Wishes, wishes_of
from social.parties.selectors import (
    COUNTED,
    hosts_of,
    is_host,
    own_items_for,
    party_items,
    party_new,
    party_size,
)
from social.parties.themes import themes_of
from social.selectors import listing_for_act
from social.services.shares import share_budget

PAST, ROWS = 12, 30


@require_safe
def parties(request: SiteRequest) -> HttpResponse:
    """What is on, what comes, and the showrooms of what was."""
    groups = {
        "live": list(Party.objects.live()),
        "upcoming": list(Party.objects.upcoming()[:40]),
        "past": list(Party.objects.past()[:PAST]),
    }
    every = [party for group in groups.values() for party in group]
    themes = themes_of(every)
    for party in every:
        party.theme = themes[party.pk]  # type: ignore[attr-defined]  # pinned for the template
    mine = _reminded(request)
    return _render(request, "parties/parties.html", {**groups, "reminded": mine})


@require_safe
def party(request: SiteRequest, party_id: int) -> HttpResponse:
    """A party: its theme, hosts and items, the last shared first; or the hosts' picks."""
    row = get_object_or_404(Party, pk=party_id)
    viewer = viewer_of(request.user)
    viewer_id = viewer.pk if viewer else None
    picks, after = "picks" in request.GET, request.GET.get("after", "")
    try:
        page = party_items(row, viewer_id, picks=picks, cursor=after)
    except BadCursor:
        return redirect(row)
    context: dict[str, object] = {
        "party": row,
        "picks": picks,
        "cards": cards_for(viewer, [item.listing for item in page.rows]),
        "next_query": _next(picks, page.next_cursor),
    }
    if request.htmx and after:
        return render(request, "search/_cards.html", context)
    context |= {
        "theme": themes_of([row])[row.pk],
        "hosts": hosts_of(row, viewer_id),
        "is_host": is_host(row, viewer),
        "size": party_size(row, viewer_id),
        "counted": COUNTED,
        "is_reminded": row.pk in _reminded(request),
        "is_invited": _invited(request, row),
        "since": page.rows[0].shared_at if page.rows else row.starts_at,
    }
    return _render(request, "parties/party.html", context)


@require_safe
def fresh(request: SiteRequest, party_id: int) -> HttpResponse:
    """How much was shared since the page was made; polled while the party is live."""
    row = get_object_or_404(Party, pk=party_id)
    since = _moment(request.GET.get("since", ""))
    if since is None:
        raise Http404
    context = {"party": row, "since": since, "count": party_new(row, request.user.pk, since)}
    return render(request, "parties/_fresh.html", context)


@require_safe
@login_required
def party_mine(request: MemberRequest, party_id: int) -> HttpResponse:
    """The member's own items, each with a button that brings it, or why it does not fit."""
    row = get_object_or_404(Party, pk=party_id)
    try:
        page = page_after(
            own_items_for(request.user),
            order=["-shared_at", "-id"],
            cursor=request.GET.get("after", ""),
            size=ROWS,
            salt="party-mine",
        )
    except BadCursor:
        return redirect("party_mine", row.pk)
    theme = themes_of([row])[row.pk]
    context = {
        "party": row,
        "theme": theme,
        "rows": [(listing, theme.refusal(listing)) for listing in page.rows],
        "next_cursor": page.next_cursor,
        "budget": share_budget(request.user),
    }
    return _render(request, "parties/mine.html", context)


@require_safe
@login_required
def party_picks(request: MemberRequest, party_id: int) -> HttpResponse:
    """A host's choosing: the items of the party, each with its button."""
    row = get_object_or_404(Party, pk=party_id)
    if not is_host(row, request.user):
        raise Http404
    try:
        page = party_items(row, request.user.pk, cursor=request.GET.get("after", ""))
    except BadCursor:
        return redirect("party_picks", row.pk)
    context = {"party": row, "items": page.rows, "next_cursor": page.next_cursor}
    return _render(request, "parties/picks.html", context)


@require_safe
@login_required
def listing_parties(request: MemberRequest, listing_id: int) -> HttpResponse:
    """The parties that are live, for one listing: bring it, or why it does not fit."""
    listing = listing_for_act(listing_id, request.user.pk)
    live = list(Party.objects.live())
    themes = themes_of(live)
    context = {
        "listing": listing,
        "rows": [(party, themes[party.pk].refusal(listing)) for party in live],
        "next_party": Party.objects.upcoming().first(),
    }
    return _render(request, "parties/listing.html", context)


def _render(request: SiteRequest, template: str, context: Mapping[str, object]) -> HttpResponse:
    """With the clock of where the member lives."""
    viewer = viewer_of(request.user)
    wishes = wishes_of([viewer.pk])[viewer.pk] if viewer else Wishes()
    with timezone.override(ZoneInfo(wishes.zone)):
        return render(request, template, dict(context))


def _next(picks: bool, cursor: str) -> str:
    return f"{'picks&' if picks else ''}after={cursor}" if cursor else ""


def _moment(text: str) -> datetime | None:
    """A moment of the last days; None for anything else."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    if moment is None or moment.tzinfo is None or timezone.now() - moment > timedelta(days=7):
        return None
    return moment


def _reminded(request: SiteRequest) -> set[int]:
    viewer = viewer_of(request.user)
    mine = PartyReminder.objects.filter(user=viewer, party__in=Party.objects.upcoming().order_by())
    return set(mine.values_list("party_id", flat=True)) if viewer else set()


def _invited(request: SiteRequest, row: Party) -> bool:
    viewer = viewer_of(request.user)
    return bool(viewer) and PartyInvitation.objects.filter(user=viewer, party=row).exists()
