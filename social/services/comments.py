"""Comments (S3)."""

import re
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from closets.lib.sql import rows
from closets.models import User
from closets.selectors import unblocked
from listings.models import Listing
from social import events
from social.guards import ActRefused, require_can_act
from social.models import Comment, News
from social.offsite import offsite_words
from social.services.counters import listing_count
from social.services.news import news_add
from social.services.rows import member_lock

MENTION = re.compile(r"(?<![\w@])@([A-Za-z][A-Za-z0-9_]{2,29})\b")
MAX_LENGTH = 500
MAX_MENTIONS = 10
SAME_WORDS_PAUSE = timedelta(minutes=1)
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\U000e0000-\U000e0fff]"
    "|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"
)
"""What takes no room, turns the text round or looks like a space; a joiner of emoji stays."""

_LATELY = """
SELECT id FROM social_comment WHERE listing_id = %s AND user_id = %s AND deleted_at IS NULL
    AND created_at > %s AND body = %s LIMIT 1
"""


@transaction.atomic
def comment_add(*, user: User, listing: Listing, body: str) -> Comment:
    """Comments, and tells the seller and whoever is mentioned. Raises ActRefused.

    The same words again within a minute (a second press, a second tab, a retry) are the comment
    that is there.
    """
    require_can_act(user, listing)
    words = _clean(body)
    member_lock(user)
    if there := _same_words(user, listing, words):
        return there
    comment = Comment.objects.create(user=user, listing=listing, body=words)
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


def _same_words(user: User, listing: Listing, words: str) -> Comment | None:
    since = timezone.now() - SAME_WORDS_PAUSE
    found = rows(_LATELY, [listing.pk, user.pk, since, words])
    return Comment.objects.get(pk=found[0][0]) if found else None


def _clean(body: str) -> str:
    words = INVISIBLE.sub("", body).strip()
    if not words:
        raise ActRefused("Write something first.")
    if len(words) > MAX_LENGTH:
        raise ActRefused(f"A comment has at most {MAX_LENGTH} characters, this {len(words):,}.")
    if len(MENTION.findall(words)) > MAX_MENTIONS:
        raise ActRefused(f"A comment may mention at most {MAX_MENTIONS} people.")
    if asked := offsite_words(words):
        raise ActRefused(f"“{asked}”: please pay on the site alone. Nobody is protected elsewhere.")
    return words


def _tell_mentioned(comment: Comment) -> None:
    """Those who see the comment: nobody parted from its writer or from the seller by a block."""
    handles = {handle.lower() for handle in MENTION.findall(comment.body)}
    if not handles:
        return
    seller_id = comment.listing.closet.user_id
    mentioned = User.objects.annotate(handle=Lower("closet__handle")).filter(
        unblocked("pk", comment.user_id),
        unblocked("pk", seller_id),
        handle__in=handles,
        is_active=True,
    )
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
