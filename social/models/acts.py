"""Social acts: one row each, made once by a constraint.

`db_index=False` where another index begins with the column: each further one costs every act.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from closets.models import Closet
from listings.models import Brand, Listing

NEWEST = models.F("id").desc(nulls_last=True)
"""The newest first as no primary key gives them: for a closet that much of the table follows,
Postgres would else walk the whole key backwards until it meets that closet's last follower."""


class Like(models.Model):
    """A member likes a listing (S1)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="likes", db_index=False
    )
    listing = models.ForeignKey(
        Listing, on_delete=models.CASCADE, related_name="likes", db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "user"], name="like_once")]
        indexes = [models.Index(fields=["user", "-id"], name="like_by_member")]


class Share(models.Model):
    """A member shares a listing with their followers or with the outside (S2).

    party: which one it was brought into, when it was.
    created_at: also where it lifted the listing to; lifted_from: where the listing stood before.
    """

    class Channel(models.TextChoices):
        FOLLOWERS = "followers", "Followers"
        PARTY = "party", "A party"
        OUTSIDE = "outside", "Outside"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shares", db_index=False
    )
    listing = models.ForeignKey(
        Listing, on_delete=models.CASCADE, related_name="shares", db_index=False
    )
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.FOLLOWERS)
    party = models.ForeignKey(
        "social.Party", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    lifted_from = models.DateTimeField(null=True, editable=False)
    left: int
    """How many shares its member had left that day; only of one that was just made."""

    class Meta:
        indexes = [
            models.Index(fields=["user", "-created_at"], name="share_by_member"),
            models.Index(fields=["listing", "-created_at"], name="share_of_listing"),
        ]


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments, shaped for a listing's page."""

    def visible(self) -> Self:
        """Without deleted ones."""
        return self.filter(deleted_at=None)


class Comment(models.Model):
    """A public comment on a listing (S3); deleting keeps the row for undo and for reports."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="comments"
    )
    listing = models.ForeignKey(
        Listing, on_delete=models.CASCADE, related_name="comments", db_index=False
    )
    body = models.TextField(max_length=500)
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(body=""), name="comment_has_words")
        ]
        indexes = [models.Index(fields=["listing", "id"], name="comment_of_listing")]

    def __str__(self) -> str:
        return self.body[:60]


class ClosetFollow(models.Model):
    """A member follows a closet (S4)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="closet_follows",
        db_index=False,
    )
    closet = models.ForeignKey(
        Closet, on_delete=models.CASCADE, related_name="followers", db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "closet"], name="closet_follow_once")
        ]
        indexes = [
            models.Index("closet", NEWEST, name="follower_of_closet_newest"),
            models.Index("user", NEWEST, name="following_of_member_newest"),
        ]


class BrandFollow(models.Model):
    """A member follows a brand (S4)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="brand_follows",
        db_index=False,
    )
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="followers")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "brand"], name="brand_follow_once")]
