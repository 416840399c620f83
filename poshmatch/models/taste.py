"""What PoshMatch knows of members, and its model's versions."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from closets.models import Closet
from listings.models import Brand, Listing


class Signal(models.Model):
    """One act that tells of taste (F2): append-only, one partition a day (migration 0001).

    An act that is undone appends a row with `taken_back`; the newest row of a kind and object is
    the one that holds. No foreign keys in the database: rows outlive what they tell of. No key
    either, as in any log: `pk` is there for Django, and nothing looks a row up by it.
    """

    class Kind(models.TextChoices):
        PURCHASE = "purchase", "Purchase"
        OFFER = "offer", "Offer"
        BUNDLE = "bundle", "Bundle"
        COMMENT = "comment", "Comment"
        LIKE = "like", "Like"
        SHARE = "share", "Share"
        PICK = "pick", "Style pick"
        FOLLOW_BRAND = "follow_brand", "Follows brand"
        FOLLOW_CLOSET = "follow_closet", "Follows closet"
        LESS = "less", "Less of this"
        SEARCH = "search", "Opened from a search"
        VIEW = "view", "Looked at"

    pk = models.CompositePrimaryKey("user_id", "created_at")
    user_id = models.BigIntegerField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    listing_id = models.BigIntegerField(null=True)
    brand_id = models.BigIntegerField(null=True)
    closet_id = models.BigIntegerField(null=True)
    taken_back = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        managed = False
        db_table = "poshmatch_signal"


class ModelVersion(models.Model):
    """One trained style model: an immutable artifact folder under MODEL_DIR named `version`.

    pulse: the folder beside it with popularity and prices of the last hour ("": as trained);
    pinned_at: since when staff hold it live, whatever is trained.
    """

    class Status(models.TextChoices):
        CHALLENGER = "challenger", "Not published"
        CHAMPION = "champion", "Live"
        RETIRED = "retired", "Retired"

    version = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.CHALLENGER)
    metrics = models.JSONField(default=dict)
    verdict = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    pulse = models.CharField(max_length=80, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["status"],
                condition=models.Q(status="champion"),
                name="model_one_champion",
            )
        ]

    def __str__(self) -> str:
        return self.version


class StyledListing(models.Model):
    """An available listing in its style cluster, so that candidates come from an index alone.

    closet, brand, cents: as they were when it was styled; what a page shows is asked for anew.
    """

    listing = models.OneToOneField(
        Listing, primary_key=True, on_delete=models.CASCADE, related_name="styled"
    )
    style = models.PositiveSmallIntegerField()
    bumped_at = models.DateTimeField()
    closet = models.BigIntegerField(null=True)
    brand = models.BigIntegerField(null=True)
    cents = models.IntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["style", "-bumped_at"],
                include=["listing", "closet", "brand", "cents"],
                name="styled_newest_whole",
            )
        ]


class Mute(models.Model):
    """Something a member never wants to see in the feed again (F3): exactly one subject."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mutes"
    )
    brand = models.ForeignKey(Brand, null=True, on_delete=models.CASCADE, related_name="+")
    closet = models.ForeignKey(Closet, null=True, on_delete=models.CASCADE, related_name="+")
    listing = models.ForeignKey(Listing, null=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "brand", "closet", "listing"],
                nulls_distinct=False,
                name="mute_once",
            ),
            models.CheckConstraint(
                condition=models.Q(brand__isnull=False, closet=None, listing=None)
                | models.Q(brand=None, closet__isnull=False, listing=None)
                | models.Q(brand=None, closet=None, listing__isnull=False),
                name="mute_has_one_subject",
            ),
        ]


class PriceCap(models.Model):
    """The most a piece in a member's feed may cost (F3); no row: no limit."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    cents = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(cents__gt=0), name="price_cap_is_positive")
        ]


class Dial(models.Model):
    """A learned style that a member turned up, down or off (F4).

    It is kept as a cluster of one model version and, for later ones, by the tokens ("block:value")
    that stand out in it. Turned back, the row stays as USUAL.
    """

    class Turn(models.TextChoices):
        UP = "up", "More"
        USUAL = "usual", "As learned"
        DOWN = "down", "Less"
        OFF = "off", "Off"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="dials"
    )
    name = models.CharField(max_length=200)
    style = models.PositiveSmallIntegerField()
    version = models.CharField(max_length=40)
    tokens = ArrayField(models.CharField(max_length=200))
    turn = models.CharField(max_length=5, choices=Turn.choices)
    turned_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="dial_once")]


class Trend(models.Model):
    """What rose in the last seven days (B4): so many members liked it, so many the week before.

    subject: a brand's or style's slug, a category's path, a listing's id; all rows are written
    anew together.
    """

    class Kind(models.TextChoices):
        BRAND = "brand", "Brands"
        CATEGORY = "category", "Categories"
        STYLE = "style", "Styles"
        LISTING = "listing", "Pieces"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    subject = models.CharField(max_length=120)
    this_week = models.PositiveIntegerField()
    week_before = models.PositiveIntegerField()
    rise = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="trend_once")]

    @property
    def why(self) -> str:
        """The reason, in words: "48 members liked it this week, 12 the week before"."""
        before = f"{self.week_before:,}" if self.week_before else "none"
        return f"{self.this_week:,} members liked it this week, {before} the week before"


class TrainingRun(models.Model):
    """One training or hourly refresh: how far it is, and what came of it.

    stage, share: what it does and how much of that is done, from 0 to 1; a run that ended has
    finished_at and an outcome; one that was killed has neither, and the next goes on from it.
    """

    class Kind(models.TextChoices):
        FULL = "full", "Training"
        PULSE = "pulse", "Refresh"

    kind = models.CharField(max_length=5, choices=Kind.choices)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    stage = models.CharField(max_length=40, blank=True)
    share = models.FloatField(default=0)
    outcome = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.started_at:%Y-%m-%d %H:%M}"
