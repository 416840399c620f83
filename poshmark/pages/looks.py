"""More like this photo's style (B6): listings whose covers look alike, whatever they are."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from closets.lib.requests import SiteRequest
from listings.models import Listing
from listings.selectors import listing_for_page
from listings.services.looks import looking_like
from poshmark.pages.cards import cards_for, viewer_of

SHOWN = 24


@require_safe
def looks(request: SiteRequest, listing_id: int) -> HttpResponse:
    """Cards, the most alike first, each with how alike it is."""
    viewer = viewer_of(request.user)
    try:
        listing = listing_for_page(listing_id, viewer).listing
    except Listing.DoesNotExist as error:
        raise Http404 from error
    alike = looking_like(listing, viewer_id=viewer.pk if viewer else None, limit=SHOWN)
    found = Listing.objects.for_cards().in_bulk(list(alike))
    why = {pk: f"Colours and texture {share} % alike" for pk, share in alike.items()}
    cards = cards_for(viewer, [found[pk] for pk in alike if pk in found], why)
    return render(request, "pages/looks.html", {"listing": listing, "cards": cards})
