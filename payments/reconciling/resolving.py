"""What finance does about a difference: explain it, or book it."""

from django.db import transaction
from django.utils import timezone

from closets.models import User
from payments.ledger.templates import difference_settled
from payments.models import Difference

Resolution = Difference.Resolution


class AlreadyResolved(Exception):
    """Somebody was faster; the message is meant for staff."""


@transaction.atomic
def difference_explain(*, difference: Difference, actor: User, note: str) -> Difference:
    """Closes a difference that needs no booking. Raises AlreadyResolved."""
    return _resolve(_lock(difference), Resolution.EXPLAINED, actor, note)


@transaction.atomic
def difference_settle(*, difference: Difference, actor: User, note: str) -> Difference:
    """Books the gap, so that our cash is again what Stripe says. Raises AlreadyResolved."""
    locked = _lock(difference)
    difference_settled(
        subject=locked.subject,
        difference=str(locked.pk),
        cents=locked.gap_cents,
        actor=actor,
    )
    return _resolve(locked, Resolution.SETTLED, actor, note)


def _lock(difference: Difference) -> Difference:
    locked = Difference.objects.select_for_update().get(pk=difference.pk)
    if locked.resolved_at:
        raise AlreadyResolved("This difference is resolved already.")
    return locked


def _resolve(
    locked: Difference, resolution: Difference.Resolution, actor: User, note: str
) -> Difference:
    locked.resolution, locked.resolved_by, locked.note = resolution, actor, note[:300]
    locked.resolved_at = timezone.now()
    locked.save(update_fields=["resolution", "resolved_by", "note", "resolved_at"])
    return locked
