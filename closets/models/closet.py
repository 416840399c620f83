"""The closet: what a member sells from and is known by."""

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils import timezone
from localflavor.us.models import USStateField
from localflavor.us.us_states import STATE_CHOICES

from closets.handles import HandleValidator

if TYPE_CHECKING:
    from closets.models.vacation import Vacation


class ClosetQuerySet(models.QuerySet["Closet"]):
    """Closets, shaped for pages."""

    def visible_to(self, viewer_id: int | None) -> Self:
        """Without closets of suspended members and of people blocked either way (A8)."""
        closets = self.filter(user__is_active=True)
        if viewer_id is None:
            return closets
        return closets.exclude(user__blocks_made__blocked=viewer_id).exclude(
            user__blocks_received__blocker=viewer_id
        )

    def named(self, handle: str) -> Self:
        """The one of this handle, however it is spelt; the unique index finds it."""
        return self.filter(Exact(Lower("handle"), Lower(models.Value(handle))))


class Unit(models.TextChoices):
    """How a member reads and writes lengths; all are stored in millimetres."""

    INCHES = "in", "inches"
    CENTIMETRES = "cm", "centimetres"


class Closet(models.Model):
    """One per member (A2)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="closet"
    )
    handle = models.CharField(max_length=30, validators=[HandleValidator()])
    handle_changed_at = models.DateTimeField(null=True, editable=False)
    display_name = models.CharField(max_length=60)
    bio = models.TextField(max_length=500, blank=True)
    state = USStateField(blank=True)
    avatar_hash = models.CharField(max_length=64, blank=True)
    cover_hash = models.CharField(max_length=64, blank=True)
    unit = models.CharField(max_length=2, choices=Unit.choices, default=Unit.INCHES)
    is_unnamed_owner = models.BooleanField(
        "Leave my name out of the history of what I sold",
        default=False,
        db_default=False,
        help_text="Shown on an item that you sold here, when its buyer sells it again.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    last_active_at = models.DateTimeField(auto_now_add=True)

    objects = ClosetQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("handle"), name="closet_handle_unique")]

    def __str__(self) -> str:
        return f"@{self.handle}"

    def get_absolute_url(self) -> str:
        return reverse("closet", args=[self.handle])

    @property
    def state_name(self) -> str:
        """Where they live, "" when they do not say."""
        return _state_names().get(self.state, "")

    @property
    def active_words(self) -> str:
        """When they were last here, no closer than anybody needs to know: "in the last day"."""
        age = timezone.now() - self.last_active_at
        for days, words in _LATELY.items():
            if age < timedelta(days=days):
                return words
        return f"{self.last_active_at:%B %Y}"

    @property
    def away(self) -> "Vacation | None":
        """The hold that is running now; select_related("vacation") makes it free."""
        hold = getattr(self, "vacation", None)
        return hold if hold and hold.is_running else None

    @property
    def avatar_url(self) -> str:
        """Address of the 240 px avatar, "" when there is none."""
        return photo_url(self.avatar_hash, 240) if self.avatar_hash else ""

    @property
    def cover_url(self) -> str:
        """Address of the 1200 px cover picture, "" when there is none."""
        return photo_url(self.cover_hash, 1200) if self.cover_hash else ""


_LATELY = {2: "in the last day", 7: "in the last week", 31: "in the last month"}
"""Days, and how they are told; `last_active_at` is a day late at most."""


@cache
def _state_names() -> dict[str, str]:
    """The field's choices, which are sorted anew whenever somebody asks for them."""
    return {code: str(name) for code, name in STATE_CHOICES}


def photo_url(content_hash: str, width: int) -> str:
    """Where the picture with this content hash is served at `width` pixels (240, 640 or 1200)."""
    return f"{settings.MEDIA_URL}photos/{content_hash[:2]}/{content_hash}/{width}.webp"
