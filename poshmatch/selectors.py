"""Reads of PoshMatch for pages and for the health check."""

from django.db.models import QuerySet

from closets.models import User
from poshmatch.models import Mute, PriceCap, Signal
from poshmatch.serving import style_model
from social.events import Unwanted


def model_is_loaded() -> bool:
    """Whether this process ranks by a style model."""
    return style_model() is not None


def mutes_of(user: User) -> QuerySet[Mute]:
    """What the member does not want to see, newest first."""
    subjects = ("brand", "closet", "listing__cover")
    mutes = Mute.objects.filter(user=user).select_related(*subjects)
    return mutes.order_by("-id")


def unwanted_by(user_id: int) -> Unwanted:
    """The closets and brands among them: one query."""
    pairs = list(Mute.objects.filter(user=user_id).values_list("closet_id", "brand_id"))
    return Unwanted({pk for pk, _ in pairs if pk}, {pk for _, pk in pairs if pk})


def has_signals(user: User) -> bool:
    """Whether anything is known of the member's taste."""
    return Signal.objects.filter(user_id=user.pk).exists()


def price_cap_of(user: User) -> int | None:
    """The most a piece in the member's feed may cost, in cents; None: no limit."""
    return PriceCap.objects.filter(user=user).values_list("cents", flat=True).first()
