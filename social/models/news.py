"""News: what a member is told about (S5)."""

from django.conf import settings
from django.db import models

from listings.models import Listing


class News(models.Model):
    """One act that concerns `recipient`; pages fold rows of one kind and subject into one line.

    `url` and `text` serve the kinds whose subject lives on a higher floor (orders) or nowhere.
    """

    class Kind(models.TextChoices):
        LIKE = "like", "Likes"
        COMMENT = "comment", "Comments"
        MENTION = "mention", "Mentions"
        FOLLOW = "follow", "Follows"
        SHARE = "share", "Shares"
        PRICE_DROP = "price_drop", "Price drops"
        OFFER = "offer", "Offers"
        BUNDLE = "bundle", "Bundles"
        ORDER = "order", "Orders"
        MODERATION = "moderation", "Moderation"
        SEARCH = "search", "Saved searches"

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="news", db_index=False
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    listing = models.ForeignKey(
        Listing, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    text = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "news"
        indexes = [
            models.Index(fields=["recipient", "-id"], name="news_of_member"),
            models.Index(
                fields=["recipient"], name="news_unread", condition=models.Q(read_at=None)
            ),
        ]
