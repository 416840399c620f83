"""What a member looked at, as a signal of their taste (F2)."""

from zlib import crc32

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from closets.lib.requests import MemberRequest
from listings.models import Listing
from poshmatch.models import Signal
from poshmatch.services.signals import signal_record

ONE_IN = 4
"""Of plain looks, this part is kept: a sample, the same pieces for the same member."""
ONCE_IN = 86_400.0


@require_POST
@login_required
def looked(request: MemberRequest, listing_id: int) -> HttpResponse:
    """The member looked for a few seconds, or opened it from a search; once a day each."""
    listing = get_object_or_404(Listing.objects.public().select_related("closet"), pk=listing_id)
    kind = Signal.Kind.SEARCH if request.POST.get("from") == "search" else Signal.Kind.VIEW
    user_id, key = request.user.pk, f"{request.user.pk}:{listing_id}"
    is_kept = kind == Signal.Kind.SEARCH or crc32(key.encode()) % ONE_IN == 0
    if is_kept and listing.closet.user_id != user_id and cache.add(f"looked:{key}", 1, ONCE_IN):
        signal_record(user_id=user_id, kind=kind, listing_id=listing_id)
    return HttpResponse(status=204)
