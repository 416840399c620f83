"""Addresses that mail comes back from, or where it is called spam: they get no more of it (A9)."""

import logging
from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.db.models.functions import Lower
from django.dispatch import receiver
from django.utils import timezone

from closets.models import User
from social.models import MailStop

log = logging.getLogger(__name__)
Reason = MailStop.Reason
TOLD = {EventType.COMPLAINED: Reason.COMPLAINED, EventType.UNSUBSCRIBED: Reason.UNSUBSCRIBED}
FOR_GOOD = {
    RejectReason.BOUNCED: Reason.BOUNCED,
    RejectReason.INVALID: Reason.BOUNCED,
    RejectReason.SPAM: Reason.COMPLAINED,
    RejectReason.UNSUBSCRIBED: Reason.UNSUBSCRIBED,
}
"""Why an address is refused that will go on being refused; a full mailbox is not among them."""


def mail_stop_of(user: User) -> MailStop | None:
    """Why the member's present address gets no mail about news, None when it does."""
    stop = MailStop.objects.filter(user=user).first()
    return stop if stop and stop.address.lower() == user.email.lower() else None


def mail_stop_set(*, address: str, reason: MailStop.Reason) -> bool:
    """Stops the mail of whoever has this address; False when nobody has. Twice is once."""
    members = User.objects.alias(lower=Lower("email")).filter(lower=address.lower())
    member = members.exclude(email="").first()
    if member is None:
        return False
    MailStop.objects.update_or_create(
        user=member,
        defaults={"address": member.email, "reason": reason, "stopped_at": timezone.now()},
    )
    return True


def mail_resume(*, user: User) -> None:
    """Mails the member again, at their wish; none stopped, no change."""
    MailStop.objects.filter(user=user).delete()


@receiver(tracking)
def stop_what_comes_back(sender: type, *, event: AnymailTrackingEvent, **_: Any) -> None:
    """What the mail provider tells of, by its signed webhook."""
    reason = TOLD.get(event.event_type) or FOR_GOOD.get(event.reject_reason)
    if reason and event.recipient and mail_stop_set(address=event.recipient, reason=reason):
        log.info("mail stopped: %s", reason)
