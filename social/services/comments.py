"""Comments (S3)."""

import re

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from social import events
from social.guards import ActRefused, require_can_act
from social.models import Comment, News
from social.services.counters import listing_count
from social.services.news import news_add

MENTION = re.compile(r"(?<![\w@])@([A-Za-z][A-Za-z0-9_]{2,29})\b")
MAX_LENGTH = 500
MAX_MENTIONS = 10
INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b-\x1f]")


@transaction.atomic
def comment_add(*, user: User, listing: Listing, body: str) -> Comment:
    """Comments, and tells the seller and whoever is mentioned. Raises ActRefused."""
    require_can_act(user, listing)
    comment = Comment.objects.create(user=user, listing=listing, body=_clean(body))
    listing_count(listing.pk, "comments", 1)
    news_add(
        recipient_id=listing.closet.user_id, kind=News.Kind.COMMENT, actor=user, listing=listing
    )
    _tell_mentioned(comment)
    events.listing_commented.send(sender=Comment, user=user, listing=listing, taken_back=False)
    return comment


@transaction.atomic
def comment_delete(*, actor: User, comment: Comment) -> None:
    """Hides the comment; its writer and the listing's seller may. Raises PermissionDenied."""
    _require_may_delete(actor, comment)
    hidden = Comment.objects.filter(pk=comment.pk, deleted_at=None).update(
        deleted_at=timezone.now(), deleted_by=actor
    )
    if hidden:
        listing_count(comment.listing_id, "comments", -1)


@transaction.atomic
def comment_restore(*, actor: User, comment: Comment) -> None:
    """Undoes a deletion by the same person. Raises PermissionDenied."""
    if comment.deleted_by_id != actor.pk:
        raise PermissionDenied
    shown = Comment.objects.filter(pk=comment.pk, deleted_at__isnull=False).update(
        deleted_at=None, deleted_by=None
    )
    if shown:
        listing_count(comment.listing_id, "comments", 1)


def _clean(body: str) -> str:
    words = INVISIBLE.sub("", body).strip()
    if not words:
        raise ActRefused("Write something first.")
    if len(words) > MAX_LENGTH:
        raise ActRefused(f"A comment has at most {MAX_LENGTH} characters, this {len(words)}.")
    if len(MENTION.findall(words)) > MAX_MENTIONS:
        raise ActRefused(f"A comment may mention at most {MAX_MENTIONS} people.")
    return words


def _tell_mentioned(comment: Comment) -> None:
    handles = {handle.lower() for handle in MENTION.findall(comment.body)}
    seller_id = comment.listing.closet.user_id
    mentioned = User.objects.filter(closet__handle__in=handles, is_active=True)
    for user_id in mentioned.exclude(pk=seller_id).values_list("pk", flat=True):
        news_add(
            recipient_id=user_id,
            kind=News.Kind.MENTION,
            actor=comment.user,
            listing=comment.listing,
        )


def _require_may_delete(actor: User, comment: Comment) -> None:
    if actor.pk not in {comment.user_id, comment.listing.closet.user_id}:
        raise PermissionDenied
