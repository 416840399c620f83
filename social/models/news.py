"""News: what a member is told about (S5), and how they want to be told (A9)."""

from django.conf import settings
from django.db import models

from listings.models import Listing


class News(models.Model):
    """One act that concerns `recipient`, written with the act; the worker puts it into its group.

    `url` and `text` serve the kinds whose subject lives on a higher floor (orders) or nowhere.
    """

    class Kind(models.TextChoices):
        """What news are about."""

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
        PARTY = "party", "Posh Parties"

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
    group = models.ForeignKey(
        "social.NewsGroup", null=True, on_delete=models.CASCADE, related_name="news", db_index=False
    )

    class Meta:
        verbose_name_plural = "news"
        indexes = [
            models.Index(fields=["recipient", "-id"], name="news_of_member"),
            models.Index(
                fields=["recipient", "id"], name="news_unfolded", condition=models.Q(group=None)
            ),
            models.Index(
                fields=["group", "-created_at", "-id"],
                name="news_of_group",
                condition=models.Q(group__isnull=False),
            ),
        ]


Kind = News.Kind


class NewsGroup(models.Model):
    """News of one kind about one subject, told in one line: "Ana and 12 others liked …".

    subject: what they have in common; a listing's id, 0 for follows, less than 0 for news that
    stand alone. What the line says is that of the latest. Once read, later ones begin another.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="news_groups",
        db_index=False,
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    subject = models.BigIntegerField()
    actors = models.PositiveIntegerField(default=0)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    listing = models.ForeignKey(Listing, null=True, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=200, blank=True, default="")
    url = models.CharField(max_length=200, blank=True, default="")
    latest_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "subject"],
                condition=models.Q(read_at=None),
                name="news_group_unread_once",
            )
        ]
        indexes = [
            models.Index(fields=["recipient", "-latest_at", "-id"], name="news_group_of_member")
        ]


class NewsRefold(models.Model):
    """A group that lost news: an act was taken back. The worker counts it anew."""

    group = models.ForeignKey(NewsGroup, on_delete=models.CASCADE, related_name="+")


class NewsChoice(models.Model):
    """How a member hears of one kind, where it differs from `social.news.choices.DEFAULTS`."""

    class Mail(models.TextChoices):
        OFF = "off", "No e-mail"
        NOW = "now", "E-mail at once"
        DAILY = "daily", "In a daily e-mail"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="news_choices",
        db_index=False,
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    on_site = models.BooleanField(default=True)
    mail = models.CharField(max_length=5, choices=Mail.choices, default=Mail.OFF)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="news_choice_once")]


class NewsTimes(models.Model):
    """When a member wants no mail, by the clock where they live; no row: never quiet, New York."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="news_times",
    )
    time_zone = models.CharField(max_length=40, default="America/New_York")
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from=None, quiet_until=None)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_have_both_ends",
            )
        ]


class NewsMail(models.Model):
    """A mail that a group is to be told by: by itself, or in the member's next daily one."""

    group = models.OneToOneField(
        NewsGroup, primary_key=True, on_delete=models.CASCADE, related_name="mail"
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    daily = models.BooleanField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="news_mail_due", condition=models.Q(sent_at=None)),
        ]


class MailStop(models.Model):
    """No mail about news leaves to this address any more: it came back, or was called spam.

    The member may take it back; another address of theirs is not concerned.
    """

    class Reason(models.TextChoices):
        BOUNCED = "bounced", "it came back"
        COMPLAINED = "complained", "it was reported as spam"
        UNSUBSCRIBED = "unsubscribed", "you unsubscribed in your mail program"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="mail_stop",
    )
    address = models.EmailField()
    reason = models.CharField(max_length=12, choices=Reason.choices)
    stopped_at = models.DateTimeField()
