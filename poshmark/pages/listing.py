"""The listing page (L8): the thing itself, its seller, what people say, and what is near it."""

import hashlib
from functools import cache

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from closets.lib.cursors import BadCursor
from closets.lib.requests import SiteRequest
from closets.models import User
from listings.models import Listing
from listings.selectors import SIMILAR, beside, listing_for_page, similar_by_category
from payments.fees import net_cents
from payments.ratings.reputation import stars_beside
from payments.reposh.selectors import owners_before
from poshmark.pages.cards import cards_for, viewer_of
from poshmark.pages.listing_data import Outside, outside_of
from poshmark.pages.prices import delivery_to, quote_of
from poshmatch.similar import similar_ids
from social.forms import CommentForm
from social.selectors import comments_page, follows_closet

NEAR = SIMILAR


@require_safe
def listing(request: SiteRequest, listing_id: int) -> HttpResponseBase:
    """One listing; 404 for drafts, removed and binned ones of others."""
    viewer = viewer_of(request.user)
    try:
        page = listing_for_page(listing_id, viewer)
    except Listing.DoesNotExist as error:
        raise Http404 from error
    row = page.listing
    delivery = delivery_to(viewer)
    card, *near = cards_for(viewer, [row, *_near(row, viewer)], delivery=delivery)
    outside: Outside = outside_of(page)
    context = {
        "page": page,
        "listing": row,
        "card": card,
        "similar": [other for other in near if other.listing.closet_id != row.closet_id],
        "more": [other for other in near if other.listing.closet_id == row.closet_id],
        "is_own": page.is_own,
        "outside": outside,
        "owners": owners_before(row, viewer.pk if viewer else None),
        "reputation": stars_beside(row.closet),
        "quote": quote_of(card.all_in_cents, delivery),
        "net_cents": net_cents(row.price_cents or 0),
    }
    answer = render(request, "listing/listing.html", context | _community(request, row, viewer))
    return _kept(request, answer, is_member=viewer is not None)


def _near(row: Listing, viewer: User | None) -> list[Listing]:
    """Similar ones, nearest first, then more of the closet. Two queries."""
    similar = similar_ids(row, viewer_id=viewer.pk if viewer else None, limit=NEAR)
    return beside(row, similar or similar_by_category(row, viewer), NEAR)


def _community(request: SiteRequest, row: Listing, viewer: User | None) -> dict[str, object]:
    viewer_id = viewer.pk if viewer else None
    try:
        comments = comments_page(row, viewer_id, request.GET.get("after", ""))
    except BadCursor:
        comments = comments_page(row, viewer_id)
    return {
        "follows": viewer_id != row.closet.user_id and follows_closet(viewer_id, row.closet_id),
        "comments": comments,
        "comment_form": _empty_form(),
    }


@cache
def _empty_form() -> SafeString:
    """The same for everybody, and a tenth of the page's cost if it were rendered each time."""
    return CommentForm().render()


def _kept(request: SiteRequest, answer: HttpResponse, *, is_member: bool) -> HttpResponseBase:
    """Who may keep the page: a member's browser, asking each time; for visitors anybody, by ETag.

    Nobody shows it without asking: an item may have been sold this minute. A visitor's page holds
    nothing of the visitor (no form, no token), so that asking again costs 304 and no bytes.
    """
    patch_vary_headers(answer, ("Cookie",))
    if is_member:
        patch_cache_control(answer, private=True, no_cache=True)
        return answer
    patch_cache_control(answer, no_cache=True)
    answer["ETag"] = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer
