"""Saved searches (B5): what members wait for, indexed by what a listing must have to match."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from listings.models.listing import Listing


class TextQueryField(models.Field[str | None, str | None]):
    """A tsquery, written and read as its text."""

    def db_type(self, connection: object) -> str:
        return "tsquery"


class Standing(models.Model):
    """One state of the search that members have saved; those who saved the same share it.

    state: its canonical address; query: words and facts that a listing's vector must have;
    least_cents, most_cents: its price limits, None for open; is_whole: whether query and prices say
    all, or the search itself has to be asked, too; has_words: whether somebody's own words are in
    it; waiting: how many members wait for it.
    """

    state = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    query = TextQueryField()
    least_cents = models.PositiveIntegerField(null=True)
    most_cents = models.PositiveIntegerField(null=True)
    is_whole = models.BooleanField(default=True)
    has_words = models.BooleanField(default=False)
    waiting = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["-waiting", "id"],
                name="standing_wanted",
                condition=models.Q(waiting__gte=3, has_words=False),
            ),
        ]


class StandingKey(models.Model):
    """A listing that matches `standing` has one of its keys: hashes of its rarest conditions.

    query, least_cents, most_cents: the standing's, so that its own row need not be looked up; query
    is None when it is long, or when it does not say all.
    """

    key = models.BigIntegerField()
    standing = models.ForeignKey(
        Standing, on_delete=models.CASCADE, related_name="keys", db_index=False
    )
    query = TextQueryField(null=True)
    least_cents = models.PositiveIntegerField(null=True)
    most_cents = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "standing"],
                include=["query", "least_cents", "most_cents"],
                name="standing_key_said",
            )
        ]
        indexes = [models.Index(fields=["standing"], name="standing_keys")]


class SavedSearch(models.Model):
    """A member's own: a name, the address with sort and all, and how they want to hear of it.

    my_size: whether it is narrowed to the sizes they wear; by_mail: also by e-mail; deleted_at:
    deleted, to be taken back until it is purged.
    """

    class Alert(models.TextChoices):
        INSTANT = "instant", "At once"
        DAILY = "daily", "Once a day"
        OFF = "off", "No alert"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches"
    )
    standing = models.ForeignKey(Standing, on_delete=models.CASCADE, related_name="saved")
    name = models.CharField(max_length=60)
    address = models.TextField()
    my_size = models.BooleanField(default=False)
    alert = models.CharField(max_length=7, choices=Alert.choices, default=Alert.INSTANT)
    by_mail = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "standing", "my_size"],
                condition=models.Q(deleted_at=None),
                name="saved_search_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["deleted_at"],
                name="saved_search_deleted",
                condition=models.Q(deleted_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name


class SearchAlert(models.Model):
    """A member was (or, once a day, will be) told of a listing: once, whatever else matches.

    told_at: when it came into their news; mailed_at: when the mail that `by_mail` asks for left;
    mail_at: until when it is put off, since the member wants no mail before.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="search_alerts"
    )
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="search_alerts")
    saved = models.ForeignKey(
        SavedSearch, null=True, on_delete=models.SET_NULL, related_name="found"
    )
    is_daily = models.BooleanField()
    by_mail = models.BooleanField()
    created_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    mail_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "listing"], name="search_alert_once")
        ]
        indexes = [
            models.Index(
                fields=["user"], name="search_alert_untold", condition=models.Q(told_at=None)
            ),
            models.Index(
                fields=["id"],
                name="search_alert_unmailed",
                condition=models.Q(by_mail=True, is_daily=False, mailed_at=None),
            ),
        ]


class SearchDigest(models.Model):
    """A day's finds of a member, told at once: one row a day, whatever restarts in between."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="search_digests"
    )
    day = models.DateField()
    finds = models.PositiveIntegerField()
    listings = ArrayField(models.BigIntegerField())
    by_mail = models.BooleanField()
    mailed_at = models.DateTimeField(null=True)
    mail_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="search_digest_once")]
        indexes = [
            models.Index(
                fields=["id"],
                name="search_digest_unmailed",
                condition=models.Q(by_mail=True, mailed_at=None),
            ),
        ]


class Matching(models.Model):
    """A listing that has to be held against the saved searches; the row goes when it has been.

    was_cents: the price it dropped from: only searches that it was too dear for are new to it.
    """

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="+")
    was_cents = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
