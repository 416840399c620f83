"""Guesses and the price hint anew, while the seller types."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from closets.lib.requests import MemberRequest
from listings.forms import ListingForm
from listings.help.guesses import guesses_for, hint_for
from listings.views.access import own


@require_safe
@login_required
def guesses(request: MemberRequest, listing_id: int) -> HttpResponse:
    """What the form's title and cover suggest for the fields that are still empty."""
    listing = own(request, listing_id)
    form = ListingForm(request.GET, listing=listing, editor="")
    context = {"listing": listing, "guesses": guesses_for(form, listing)}
    return render(request, "listings/help/_guesses.html", context)


@require_safe
@login_required
def hint(request: MemberRequest, listing_id: int) -> HttpResponse:
    """What such things sold for."""
    listing = own(request, listing_id)
    form = ListingForm(request.GET, listing=listing, editor="")
    context = {"listing": listing, "hint": hint_for(form)}
    return render(request, "listings/help/_hint.html", context)
