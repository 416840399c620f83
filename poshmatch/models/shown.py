"""What feeds showed, page by page, and what each day of it came to (F7)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone


class Impression(models.Model):
    """One page of a feed: append-only, one partition a day (migration 0007), kept for weeks.

    user_id: 0 for a visitor; start: the place of its first card in the feed, from 0; drawn: which
    of the page's cards, from 0, were drawn by lot, with the chance of each to be drawn; by_score,
    by_recency: where the ranker and where recency would have put them, from 0 (first) to 1. All
    other cards were shown for certain. took_ms: how long the page's feed took to make.
    """

    pk = models.CompositePrimaryKey("user_id", "created_at")
    user_id = models.BigIntegerField()
    version = models.CharField(max_length=40)
    start = models.PositiveSmallIntegerField()
    listing_ids = ArrayField(models.BigIntegerField())
    drawn = ArrayField(models.PositiveSmallIntegerField())
    chances = ArrayField(models.FloatField())
    by_score = ArrayField(models.FloatField())
    by_recency = ArrayField(models.FloatField())
    took_ms = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        managed = False
        db_table = "poshmatch_impression"


class FeedPosition(models.Model):
    """What one place of the feed came to on one day under one version: cards shown to members
    there, opened for more than a moment, and liked within a day."""

    day = models.DateField()
    version = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField()
    shown = models.PositiveBigIntegerField()
    opened = models.PositiveBigIntegerField()
    liked = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "version", "position"], name="feed_position_once"
            )
        ]


class FeedDay(models.Model):
    """What the feed of one day under one version came to.

    pages, cards: shown; p50_ms, p95_ms: making a page; drawn: cards drawn by lot; closets: that
    were shown, and how unequally (Gini, 0 to 1); age_hours: median age of what was shown. Likes a
    card, estimated from the cards drawn by lot by inverse propensity, with a standard error each:
    of what the ranker, and of what recency, puts into its first tenth.
    """

    day = models.DateField()
    version = models.CharField(max_length=40, blank=True)
    pages = models.PositiveBigIntegerField()
    cards = models.PositiveBigIntegerField()
    drawn = models.PositiveBigIntegerField()
    p50_ms = models.FloatField()
    p95_ms = models.FloatField()
    closets = models.PositiveBigIntegerField()
    gini = models.FloatField()
    age_hours = models.FloatField()
    ranker_likes = models.FloatField(null=True)
    ranker_error = models.FloatField(null=True)
    recency_likes = models.FloatField(null=True)
    recency_error = models.FloatField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "version"], name="feed_day_once")]
