"""Posh Parties (S6): a theme, two hours, and what members bring."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from listings.models import Brand, Category, Department, Listing


class PartyQuerySet(models.QuerySet["Party"]):
    """Parties by where they are in time."""

    def live(self) -> Self:
        """Going on now, those that end first first."""
        return self.filter(starts_at__lte=Now(), ends_at__gt=Now()).order_by("ends_at", "id")

    def upcoming(self) -> Self:
        """Still to come, the next one first."""
        return self.filter(starts_at__gt=Now()).order_by("starts_at", "id")

    def past(self) -> Self:
        """Over, the last one first; their showrooms stay."""
        return self.filter(ends_at__lte=Now()).order_by("-ends_at", "-id")


class Party(models.Model):
    """A party that staff made. An item matches the theme when it keeps every rule that is given:
    its department, category, brand and one of its styles are among those named."""

    title = models.CharField(max_length=60)
    about = models.TextField(max_length=500, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    departments = models.ManyToManyField(Department, blank=True, related_name="+")
    categories = models.ManyToManyField(Category, blank=True, related_name="+")
    brands = models.ManyToManyField(Brand, blank=True, related_name="+")
    styles = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    hosts = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="social.PartyHost", related_name="+"
    )

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "parties"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="party_ends_after_start"
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="party_has_title"),
        ]
        indexes = [
            models.Index(fields=["starts_at"], name="party_by_start"),
            models.Index(fields=["-ends_at", "-id"], name="party_by_end"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("party", args=[self.pk])

    @property
    def is_live(self) -> bool:
        return self.starts_at <= timezone.now() < self.ends_at

    @property
    def is_over(self) -> bool:
        return timezone.now() >= self.ends_at

    @property
    def moment(self) -> str:
        """Which of "live", "upcoming", "past" it is."""
        return "live" if self.is_live else "past" if self.is_over else "upcoming"


class PartyHost(models.Model):
    """A member who hosts a party: named on its page, picks items."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="party_hosts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="hosted"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "user"], name="party_host_once")]

    def __str__(self) -> str:
        return str(self.user)


class PartyItem(models.Model):
    """A listing in a party, once however often it is shared there; the last share orders it.

    picked_at: when a host picked it; user: who shared it last.
    """

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="items", db_index=False)
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="party_items")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    shared_at = models.DateTimeField()
    picked_at = models.DateTimeField(null=True, blank=True)
    picked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "listing"], name="party_item_once")]
        indexes = [
            models.Index(fields=["party", "-shared_at", "-id"], name="party_item_by_share"),
            models.Index(
                fields=["party", "-picked_at", "-id"],
                name="party_item_picked",
                condition=models.Q(picked_at__isnull=False),
            ),
        ]


class PartyReminder(models.Model):
    """A member wants to hear when the party begins; told_at: when they were told."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "user"], name="party_reminder_once")
        ]


class PartyInvitation(models.Model):
    """A member invited their followers to a party, once; told_at: when they were told."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="invitations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "user"], name="party_invitation_once")
        ]
