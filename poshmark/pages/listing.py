"""The listing page (L8): the thing itself, its seller, what people say, and what is near it."""

import json

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from closets.lib.cursors import BadCursor
from closets.lib.requests import SiteRequest
from closets.models import User
from listings.models import Condition, Listing, Status
from listings.selectors import listing_for_page, more_from_closet, similar_by_category
from payments.fees import net_cents
from poshmark.pages.cards import cards_for, viewer_of
from poshmark.pages.prices import all_in_quote
from social.forms import CommentForm
from social.selectors import comments_page, counts_of, follows_closet, liked_ids

SCHEMA_CONDITIONS = {Condition.NWT: "NewCondition"}


@require_safe
def listing(request: SiteRequest, listing_id: int) -> HttpResponse:
    """One listing; 404 for drafts, removed and binned ones of others."""
    viewer = viewer_of(request.user)
    try:
        page = listing_for_page(listing_id, viewer)
    except Listing.DoesNotExist as error:
        raise Http404 from error
    row = page.listing
    similar, more = similar_by_category(row, 6, viewer), more_from_closet(row, 6)
    cards = cards_for(viewer, [*similar, *more])
    context = {
        "page": page,
        "listing": row,
        "similar": cards[: len(similar)],
        "more": cards[len(similar) :],
        "is_own": page.is_own,
        "structured_data": _structured_data(request, row),
        "price_dollars": _dollars(row),
    }
    return render(request, "listing/listing.html", context | _community(request, row, viewer))


def _community(request: SiteRequest, row: Listing, viewer: User | None) -> dict[str, object]:
    viewer_id = viewer.pk if viewer else None
    try:
        comments = comments_page(row, viewer_id, request.GET.get("after", ""))
    except BadCursor:
        comments = comments_page(row, viewer_id)
    return {
        "counts": counts_of(row),
        "liked": bool(liked_ids(viewer_id, [row.pk])),
        "follows": follows_closet(viewer_id, row.closet_id),
        "comments": comments,
        "comment_form": CommentForm(),
        "quote": all_in_quote(viewer, row),
        "net_cents": net_cents(row.price_cents or 0),
    }


def _dollars(row: Listing) -> str:
    """The price as schema.org and Open Graph write it: "48.00"."""
    cents = row.price_cents or 0
    return f"{cents // 100}.{cents % 100:02}"


def _structured_data(request: SiteRequest, row: Listing) -> SafeString:
    """schema.org's Product as JSON, safe inside a script element."""
    sold = row.status != Status.AVAILABLE
    condition = SCHEMA_CONDITIONS.get(Condition(row.condition), "UsedCondition")
    data = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": row.title,
        "description": row.description or row.title,
        "image": [request.build_absolute_uri(row.cover.url_1200)] if row.cover else [],
        "offers": {
            "@type": "Offer",
            "url": request.build_absolute_uri(row.get_absolute_url()),
            "price": _dollars(row),
            "priceCurrency": "USD",
            "itemCondition": f"https://schema.org/{condition}",
            "availability": f"https://schema.org/{'SoldOut' if sold else 'InStock'}",
        },
    }
    if row.brand:
        data["brand"] = {"@type": "Brand", "name": row.brand.name}
    escaped = json.dumps(data).replace("<", "\\u003c").replace(">", "\\u003e")
    return mark_safe(escaped)  # noqa: S308 - JSON whose angle brackets are escaped
