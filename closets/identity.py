"""By which handle a closet is known, how it changes, and where its former addresses lead (A2)."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from closets.handles import HandleValidator, handle_look
from closets.models import Closet, FormerHandle, HandleLook, User

CHANGE_EVERY = timedelta(days=30)
TAKEN = "This handle is taken, or looks just like one that is. Please choose another."


def handle_require_free(handle: str, *, closet: Closet | None = None) -> None:
    """Raises ValidationError when the handle, or one of its look, is or was another closet's."""
    looks = HandleLook.objects.filter(look=handle_look(handle))
    users = User.objects.alias(lower=Lower("username")).filter(lower=handle.lower())
    if closet:
        looks, users = looks.exclude(closet=closet), users.exclude(pk=closet.user_id)
    if looks.exists() or users.exists() or _is_others(handle, closet):
        raise ValidationError(TAKEN, code="taken")


def _is_others(handle: str, closet: Closet | None) -> bool:
    """Whether a closet has it that got its handle before looks were kept apart."""
    closets = Closet.objects.named(handle)
    return (closets.exclude(pk=closet.pk) if closet else closets).exists()


def handle_changeable_at(closet: Closet) -> datetime | None:
    """When the handle may be changed again, None when it may be now."""
    due = closet.handle_changed_at and closet.handle_changed_at + CHANGE_EVERY
    return due if due and due > timezone.now() else None


@transaction.atomic
def handle_change(*, actor: User, handle: str) -> Closet:
    """Gives the member's closet another handle, and the member that name to sign in with.

    Addresses with the old one lead to the new one. The present handle changes nothing. Raises
    ValidationError with what the member may do: a handle that may not be or is another's, or a
    change within 30 days of the last.
    """
    closet = Closet.objects.select_for_update(no_key=True).get(user=actor)
    if handle == closet.handle:
        return closet
    _require_due(closet)
    HandleValidator()(handle)
    handle_require_free(handle, closet=closet)
    try:
        with transaction.atomic():
            _rename(closet, handle)
    except IntegrityError as somebody_was_faster:
        raise ValidationError(TAKEN, code="taken") from somebody_was_faster
    return closet


def _require_due(closet: Closet) -> None:
    due = handle_changeable_at(closet)
    if due:
        raise ValidationError(
            f"A handle changes once in {CHANGE_EVERY.days} days."
            f" You can change yours again on {due:%B} {due.day}, {due:%Y}.",
            code="too_soon",
        )


def _rename(closet: Closet, handle: str) -> None:
    former = FormerHandle.objects.alias(lower=Lower("handle"))
    former.filter(closet=closet, lower=handle.lower()).delete()
    if handle.lower() != closet.handle.lower():
        FormerHandle.objects.create(closet=closet, handle=closet.handle)
    closet.handle, closet.handle_changed_at = handle, timezone.now()
    closet.save(update_fields=["handle", "handle_changed_at"])
    User.objects.filter(pk=closet.user_id).update(username=handle)


def closet_moved(handle: str, viewer_id: int | None) -> Closet | None:
    """The closet that had this handle before, None when there is none that the viewer may see."""
    former = FormerHandle.objects.alias(lower=Lower("handle")).filter(lower=handle.lower())
    return Closet.objects.visible_to(viewer_id).filter(pk__in=former.values("closet")).first()
