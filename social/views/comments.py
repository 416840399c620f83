"""Comments: write, delete, undo."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from closets.lib.notices import notice
from closets.lib.requests import MemberRequest
from closets.lib.resources import back, resource
from listings.models import Listing
from social.forms import CommentForm
from social.guards import ActRefused
from social.mentioning import mentionable
from social.models import Comment
from social.selectors import comments_page, listing_for_act
from social.services.comments import comment_add, comment_delete, comment_restore


@require_POST
@login_required
def comments(request: MemberRequest, listing_id: int) -> HttpResponse:
    """Adds a comment; gives the comments anew with what is wrong, if anything is."""
    listing = listing_for_act(listing_id, request.user.pk)
    form = CommentForm(request.POST)
    try:
        if form.is_valid():
            comment_add(user=request.user, listing=listing, body=form.cleaned_data["body"])
            form = CommentForm()
    except ActRefused as refusal:
        form.add_error("body", str(refusal))
    if not request.htmx and not form.errors:
        return back(request, listing.get_absolute_url())
    return _comments(request, listing, form)


@require_safe
@login_required
def mentions(request: MemberRequest, listing_id: int) -> HttpResponse:
    """Whom a comment on the listing may mention, by the beginning of a handle."""
    listing = listing_for_act(listing_id, request.user.pk)
    start = request.GET.get("q", "").replace("\0", "")[:30]
    closets = mentionable(viewer_id=request.user.pk, listing=listing, start=start)
    return render(request, "social/_mentionable.html", {"closets": closets})


@resource
def comment(request: MemberRequest, restores: bool, comment_id: int) -> HttpResponse:
    """DELETE hides the comment; POST brings back what the same person hid."""
    row = get_object_or_404(
        Comment.objects.select_related("listing__closet", "user"), pk=comment_id
    )
    try:
        (comment_restore if restores else comment_delete)(actor=request.user, comment=row)
    except PermissionDenied as error:
        raise Http404 from error
    if not restores:
        notice(request, "Comment deleted.", undo=request.path)
    if not request.htmx:
        return back(request, row.listing.get_absolute_url())
    return _comments(request, row.listing, CommentForm())


def _comments(request: MemberRequest, listing: Listing, form: CommentForm) -> HttpResponse:
    context = {
        "listing": listing,
        "comments": comments_page(listing, request.user.pk, request.GET.get("after", "")),
        "comment_form": form,
    }
    template = "social/_comments.html" if request.htmx else "social/comments.html"
    return render(request, template, context, status=422 if form.errors else 200)
