"""Ratings of sellers (C4): what a buyer says of an accepted order, and a closet's sums of them."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from closets.models import Closet
from payments.models.order import Order

BEST = 5
STARS = range(1, BEST + 1)
LOVE_NOTES = Q(stars=BEST, removed_at=None, words_hidden_at=None) & ~Q(note="")


class RatingQuerySet(models.QuerySet["Rating"]):
    """Ratings, shaped for pages."""

    def counted(self) -> Self:
        """Those that make up a closet's average."""
        return self.filter(removed_at=None)

    def love_notes(self) -> Self:
        """What everybody may read: words that came with five stars."""
        return self.filter(LOVE_NOTES)


class Rating(models.Model):
    """Stars of one accepted order. With five the note is public, with fewer only the seller reads
    it, with the reasons.

    words_hidden_at: staff took note and answer away; removed_at: the whole rating, which then
    counts for nothing and cannot be given again.
    """

    class Reason(models.TextChoices):
        CONDITION = "condition", "Condition not as described"
        ITEM = "item", "Not what the photos show"
        LATE = "late", "Shipped late"
        PACKING = "packing", "Poorly packed"
        WORDS = "words", "Hard to reach or unkind"
        OTHER = "other", "Something else"

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="rating")
    closet = models.ForeignKey(Closet, on_delete=models.PROTECT, related_name="ratings")
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ratings_given"
    )
    stars = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(BEST)]
    )
    note = models.TextField(max_length=500, blank=True)
    reasons = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    mended_at = models.DateTimeField(null=True)
    answer = models.TextField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    words_hidden_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stars__in=list(STARS)), name="rating_stars_1_to_5"),
            models.CheckConstraint(
                condition=Q(stars=BEST, reasons=[]) | (Q(stars__lt=BEST) & ~Q(reasons=[])),
                name="rating_below_5_has_reasons",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="rating_answer_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["closet", "-id"], name="rating_love_notes", condition=LOVE_NOTES)
        ]

    def __str__(self) -> str:
        return f"Rating of {self.order_id}"

    @property
    def is_love_note(self) -> bool:
        """Whether everybody may read the note."""
        return self.stars == BEST and bool(self.note) and self.is_shown

    @property
    def is_shown(self) -> bool:
        """Whether staff left its words where they were."""
        return self.words_hidden_at is None and self.removed_at is None

    @property
    def reason_labels(self) -> list[str]:
        return [self.Reason(reason).label for reason in self.reasons]


class ClosetReputation(models.Model):
    """How many ratings of each number of stars a closet has; no row means none.

    Written in the transaction of the act that changes it.
    """

    closet = models.OneToOneField(
        Closet, primary_key=True, on_delete=models.CASCADE, related_name="reputation"
    )
    stars_1 = models.PositiveIntegerField(default=0)
    stars_2 = models.PositiveIntegerField(default=0)
    stars_3 = models.PositiveIntegerField(default=0)
    stars_4 = models.PositiveIntegerField(default=0)
    stars_5 = models.PositiveIntegerField(default=0)


class RatingReport(models.Model):
    """A member says that a rating's words break a rule; staff decide once."""

    class Category(models.TextChoices):
        OFFENSIVE = "offensive", "Offensive or harassing"
        PRIVATE = "private", "Tells something private"
        PRESSURE = "pressure", "Given to press for money or favours"
        SPAM = "spam", "Advertising, or asks to deal off the site"
        UNTRUE = "untrue", "Not about this order"

    class Effect(models.TextChoices):
        KEPT = "kept", "Nothing wrong: it stays"
        WORDS_HIDDEN = "words_hidden", "Take the words away, keep the stars"
        REMOVED = "removed", "Take the whole rating away"

    rating = models.ForeignKey(Rating, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="rating_reports"
    )
    category = models.CharField(max_length=10, choices=Category.choices)
    details = models.TextField(max_length=1000, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    effect = models.CharField(max_length=12, choices=Effect.choices, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rating", "reporter"], name="rating_report_once"),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, effect="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(effect="")),
                name="rating_report_decision_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"], name="rating_report_open", condition=Q(decided_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()} #{self.pk}"
