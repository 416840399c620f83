"""A closet's profile and cover picture: choose, see how far it is, remove."""

from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from closets.lib.requests import MemberRequest
from closets.lib.resources import resource
from closets.models import Closet
from listings.pictures import PictureRefused
from social.models import ClosetPicture
from social.services.pictures import picture_choose, picture_remove

HINTS = {
    "avatar": "Shown as a circle beside your name: a square picture fits best.",
    "cover": "Shown across the top of your closet: three times as wide as high fits best.",
}


class Face(NamedTuple):
    """One of a closet's two pictures as its form shows it. shown: its address, "" for none;
    coming: one that is on its way or could not be read; problem: what is wrong with it."""

    kind: str
    name: str
    hint: str
    shown: str
    coming: ClosetPicture | None
    problem: str = ""


@require_safe
@login_required
def pictures(request: MemberRequest) -> HttpResponse:
    """Both pictures; htmx asks for one again (`kind`) while it is being prepared."""
    kind = request.GET.get("kind", "")
    if request.htmx and kind in ClosetPicture.Kind.values:
        [face] = (face for face in _faces(request.user.closet) if face.kind == kind)
        return render(request, "social/_picture.html", {"face": face})
    return _page(request)


@resource
def picture(request: MemberRequest, chooses: bool, kind: str) -> HttpResponse:
    """POST takes the file of `picture`, DELETE removes what is there."""
    if kind not in ClosetPicture.Kind.values:
        raise Http404
    if not chooses:
        picture_remove(actor=request.user, kind=kind)
        messages.success(request, f"{ClosetPicture.Kind(kind).label} removed.")
        return redirect("social:pictures")
    file = request.FILES.get("picture")
    if file is None:
        return _page(request, {kind: "Choose a picture first."})
    try:
        picture_choose(actor=request.user, kind=kind, file=file, name=file.name or "The file")
    except PictureRefused as refusal:
        return _page(request, {kind: str(refusal)})
    messages.success(request, "Got it. It is shown as soon as it is prepared.")
    return redirect("social:pictures")


def _page(request: MemberRequest, problems: dict[str, str] | None = None) -> HttpResponse:
    context = {"faces": _faces(request.user.closet, problems or {})}
    status = 422 if problems else 200
    return render(request, "social/pictures.html", context, status=status)


def _faces(closet: Closet, problems: dict[str, str] | None = None) -> list[Face]:
    coming = {picture.kind: picture for picture in ClosetPicture.objects.filter(closet=closet)}
    shown = {"avatar": closet.avatar_url, "cover": closet.cover_url}
    told = {kind: picture.problem for kind, picture in coming.items()} | (problems or {})
    return [
        Face(kind, name, HINTS[kind], shown[kind], coming.get(kind), told.get(kind, ""))
        for kind, name in ClosetPicture.Kind.choices
    ]
