"""What a member may reach by an address."""

import uuid

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from closets.lib.requests import MemberRequest, SiteRequest
from closets.lib.stencils import Stencil
from closets.selectors import blocked_ids
from listings.models import Listing
from payments.models import Bundle, LikersOffer, Offer, Order


def listing_shown(request: SiteRequest, listing_id: int) -> Listing:
    """What they may look at: to anybody parted from its seller by a block it is not there."""
    public = Listing.objects.public().filter(closet__user__is_active=True)
    seen = public.exclude(closet__user__in=blocked_ids(request.user.pk))
    related = seen.select_related("closet__user", "closet__vacation", "category", "cover", "size")
    return get_object_or_404(related, pk=listing_id)


def listing_own(request: MemberRequest, listing_id: int) -> Listing:
    """One of the member's own listings, published and not in the bin."""
    own = Listing.objects.public().owned_by(request.user.pk)
    related = own.select_related("closet__user", "closet__vacation", "cover", "size")
    return get_object_or_404(related, pk=listing_id)


def order_of(request: MemberRequest, number: str) -> Order:
    """An order in which the member is buyer or seller."""
    return get_object_or_404(Order.objects.seen_by(request.user).for_pages(), number=number)


def offer_of(request: MemberRequest, reference: uuid.UUID) -> Offer:
    """An offer in which the member is buyer or seller."""
    seen = Offer.objects.seen_by(request.user).for_pages()
    return get_object_or_404(seen, reference=reference)


def offer_named(request: MemberRequest, reference: uuid.UUID) -> Offer:
    """The same offer, of which no more is known than which it is."""
    for row in _NAMED.rows(member=request.user.pk, reference=reference):
        return row
    raise Http404("No such offer.")


def _named(member: int, reference: uuid.UUID) -> QuerySet[Offer]:
    both = Q(buyer=member) | Q(closet__user=member)
    return Offer.objects.filter(both, reference=reference).only("reference")


_NAMED = Stencil("offer_named", _named)


def likers_offer_of(request: MemberRequest, reference: uuid.UUID) -> LikersOffer:
    """One of the member's own offers to likers."""
    own = LikersOffer.objects.filter(listing__closet__user=request.user)
    return get_object_or_404(own.select_related("listing__cover"), reference=reference)


def bundle_of(request: MemberRequest, reference: uuid.UUID) -> Bundle:
    """A bundle in which the member is buyer or seller."""
    seen = Bundle.objects.seen_by(request.user).for_pages()
    return get_object_or_404(seen, reference=reference)


def number_in(request: SiteRequest, name: str, *, missing: int | None = None) -> int:
    """A row's id that a form sent; raises Http404 for anything else, unless `missing` is given."""
    text = request.POST.get(name, "")
    if text.isascii() and text.isdigit() and len(text) < 19:
        return int(text)
    if missing is None:
        raise Http404("No such thing.")
    return missing
