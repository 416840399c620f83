"""Photos that arrive in parts: begin (or find) an upload, then send what is missing."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from closets.lib.requests import MemberRequest
from listings.models import Upload
from listings.pictures import PictureRefused, PictureTooLarge
from listings.services.uploads import (
    PART_BYTES,
    PartMisplaced,
    upload_append,
    upload_finish,
    upload_start,
)
from listings.views.access import own


@require_POST
@login_required
def uploads(request: MemberRequest, listing_id: int) -> HttpResponse:
    """POST `key`, `name` and `size` of a file: where its parts go, and how many came."""
    listing = own(request, listing_id)
    sent = request.POST
    try:
        upload = upload_start(
            actor=request.user,
            listing=listing,
            key=_plain(sent.get("key", ""), 100),
            name=_plain(sent.get("name", ""), 200) or "The file",
            size=_number(sent.get("size", "")) or 0,
        )
        return _answer(upload_finish(actor=request.user, upload=upload))
    except PictureRefused as refusal:
        return _refused(refusal)


@require_POST
@login_required
def part(request: MemberRequest, listing_id: int, upload_id: int) -> HttpResponse:
    """POST the bytes from `at` on; 409 says where to go on instead."""
    listing = own(request, listing_id)
    upload = get_object_or_404(Upload, listing=listing, pk=upload_id)
    at = _number(request.GET.get("at", ""))
    try:
        offset = -1 if at is None else at
        upload = upload_append(actor=request.user, upload=upload, offset=offset, part=request.body)
    except PartMisplaced:
        upload.refresh_from_db()
        return _answer(upload, status=409)
    except PictureRefused as refusal:
        return _refused(refusal)
    return _answer(upload)


def _plain(text: str, most: int) -> str:
    return text.replace("\0", "")[-most:]


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= 10 else None


def _answer(upload: Upload, *, status: int = 200) -> JsonResponse:
    answer = {
        "url": reverse("listings:part", args=[upload.listing_id, upload.pk]),
        "received": upload.received,
        "part": PART_BYTES,
        "done": upload.photo_id is not None,
    }
    return JsonResponse(answer, status=status)


def _refused(refusal: PictureRefused) -> JsonResponse:
    status = 413 if isinstance(refusal, PictureTooLarge) else 422
    return JsonResponse({"problem": str(refusal)}, status=status)
