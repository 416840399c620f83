"""Verbs of a party: bring an item, pick one, be reminded, invite."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from closets.lib.notices import notice
from closets.lib.requests import MemberRequest
from closets.lib.resources import back, resource
from social.guards import ActRefused
from social.models import Party
from social.parties.services import (
    party_forget,
    party_invite,
    party_pick,
    party_remind,
    party_share,
    party_unpick,
    party_unshare,
)
from social.selectors import listing_for_act


@resource
def item(request: MemberRequest, shares: bool, party_id: int, listing_id: int) -> HttpResponse:
    """POST brings the listing into the party, DELETE takes the last share there back."""
    party, listing = (
        get_object_or_404(Party, pk=party_id),
        listing_for_act(listing_id, request.user.pk),
    )
    try:
        if shares:
            party_share(user=request.user, party=party, listing=listing)
            text = f"Shared “{listing.title}” to {party.title}."
            notice(request, text, undo=request.path, by="delete")
        elif party_unshare(user=request.user, party=party, listing=listing):
            notice(request, f"“{listing.title}” is back from {party.title}.")
    except ActRefused as refusal:
        return _answer(request, party, refusal)
    return _answer(request, party)


@resource
def pick(request: MemberRequest, picks: bool, party_id: int, listing_id: int) -> HttpResponse:
    """POST puts the item among the host picks, DELETE takes it out; 404 for who is no host."""
    party, listing = (
        get_object_or_404(Party, pk=party_id),
        listing_for_act(listing_id, request.user.pk),
    )
    try:
        (party_pick if picks else party_unpick)(host=request.user, party=party, listing=listing)
    except PermissionDenied as error:
        raise Http404 from error
    except ActRefused as refusal:
        return _answer(request, party, refusal)
    text = "is a host pick" if picks else "is no host pick any more"
    notice(
        request, f"“{listing.title}” {text}.", undo=request.path, by="delete" if picks else "post"
    )
    return _answer(request, party)


@resource
def reminder(request: MemberRequest, wants: bool, party_id: int) -> HttpResponse:
    """POST asks to be told when the party begins, DELETE no longer."""
    party = get_object_or_404(Party, pk=party_id)
    try:
        (party_remind if wants else party_forget)(user=request.user, party=party)
    except ActRefused as refusal:
        return _answer(request, party, refusal)
    text = "We will tell you when it begins." if wants else "We will not remind you."
    notice(request, text, undo=request.path, by="delete" if wants else "post")
    return _answer(request, party)


@resource
def invitation(request: MemberRequest, invites: bool, party_id: int) -> HttpResponse:
    """POST invites the member's followers, once; it cannot be taken back, for they are told."""
    party = get_object_or_404(Party, pk=party_id)
    if not invites:
        return HttpResponse(status=405)
    try:
        is_new = party_invite(user=request.user, party=party)
    except ActRefused as refusal:
        return _answer(request, party, refusal)
    text = "Your followers are invited." if is_new else "You have invited your followers already."
    notice(request, text)
    return _answer(request, party)


def _answer(
    request: MemberRequest, party: Party, refusal: ActRefused | None = None
) -> HttpResponse:
    """What was done, or why nothing was: as a toast, or on the page gone back to."""
    if refusal:
        messages.error(request, str(refusal))
    if request.htmx:
        return render(request, "_toasts.html", status=409 if refusal else 200)
    return back(request, party.get_absolute_url())
