"""Reports by members and the decisions staff take on them (T1, T3)."""

from django.conf import settings
from django.db import models

from closets.models import Closet
from listings.models import Listing
from social.models.acts import Comment


class Report(models.Model):
    """A member says that a listing, a comment or a closet breaks a rule."""

    class Category(models.TextChoices):
        COUNTERFEIT = "counterfeit", "Counterfeit or replica"
        PROHIBITED = "prohibited", "Prohibited item"
        OFFSITE = "offsite", "Asks to pay or meet off the site"
        OFFENSIVE = "offensive", "Offensive or harassing"
        STOLEN_PHOTOS = "stolen_photos", "Uses somebody else's photos"
        SPAM = "spam", "Spam or misleading"

    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reports"
    )
    listing = models.ForeignKey(
        Listing, null=True, blank=True, on_delete=models.CASCADE, related_name="reports"
    )
    comment = models.ForeignKey(
        Comment, null=True, blank=True, on_delete=models.CASCADE, related_name="reports"
    )
    closet = models.ForeignKey(
        Closet, null=True, blank=True, on_delete=models.CASCADE, related_name="reports"
    )
    category = models.CharField(max_length=15, choices=Category.choices)
    details = models.TextField(max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    decision = models.ForeignKey(
        "social.ModerationDecision",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reports",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(listing__isnull=False, comment=None, closet=None)
                | models.Q(listing=None, comment__isnull=False, closet=None)
                | models.Q(listing=None, comment=None, closet__isnull=False),
                name="report_has_one_subject",
            ),
            models.UniqueConstraint(
                fields=["reporter", "listing"],
                condition=models.Q(decision=None),
                name="report_listing_once_while_open",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"], name="report_open", condition=models.Q(decision=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()} #{self.pk}"


class ModerationDecision(models.Model):
    """What staff decided, under which rule, why, and on what evidence. Never edited."""

    class Effect(models.TextChoices):
        NONE = "none", "Nothing wrong"
        REMOVED = "removed", "Removed"

    class Rule(models.TextChoices):
        COUNTERFEIT = "counterfeit", "No counterfeits or replicas"
        PROHIBITED = "prohibited", "No prohibited items"
        OFFSITE = "offsite", "No payment off the site"
        CONDUCT = "conduct", "Be kind"
        PHOTOS = "photos", "Your own photos"
        SPAM = "spam", "Honest listings"

    effect = models.CharField(max_length=10, choices=Effect.choices)
    rule = models.CharField(max_length=15, choices=Rule.choices)
    reason = models.TextField(max_length=1000)
    evidence = models.JSONField(default=dict)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="moderation_decisions"
    )
    listing = models.ForeignKey(
        Listing, null=True, blank=True, on_delete=models.CASCADE, related_name="decisions"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="decision_has_reason")
        ]

    def __str__(self) -> str:
        return f"{self.get_effect_display()}: {self.get_rule_display()}"
