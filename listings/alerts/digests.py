"""Once a day: the finds of a member's daily searches, told together."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from closets.selectors import blocked_ids
from listings import events
from listings.alerts.mails import digest_mail_soon
from listings.models import SearchAlert, SearchDigest

MORNING = timedelta(hours=13)
"""When a day begins, after midnight UTC: in the morning of the United States."""
SHOWN = 12


def digests_write(now: datetime) -> int:
    """Tells every member whose day it is; how many were told. It may be called at any time."""
    day = (now - MORNING).date()
    told = SearchDigest.objects.filter(day=day).values("user")
    untold = SearchAlert.objects.filter(told_at=None, is_daily=True).exclude(user__in=told)
    members = untold.order_by("user").values_list("user", flat=True).distinct()
    return sum(digest_write(user_id, day) for user_id in list(members))


@transaction.atomic
def digest_write(user_id: int, day: date) -> bool:
    """One member's, once a day, without what is sold or blocked by now; False for nothing."""
    untold = SearchAlert.objects.filter(user=user_id, told_at=None, is_daily=True)
    alerts = list(
        untold.select_for_update(of=("self",)).select_related("listing__closet").order_by("-pk")
    )
    if SearchDigest.objects.filter(user=user_id, day=day).exists():
        return False
    hidden = blocked_ids(user_id)
    finds = [
        alert
        for alert in alerts
        if alert.listing.is_available and alert.listing.closet.user_id not in hidden
    ]
    told = SearchAlert.objects.filter(pk__in=[alert.pk for alert in alerts])
    told.update(told_at=timezone.now())
    if not finds:
        return False
    digest = SearchDigest.objects.create(
        user_id=user_id,
        day=day,
        finds=len(finds),
        listings=[alert.listing_id for alert in finds[:SHOWN]],
        by_mail=any(alert.by_mail for alert in finds),
    )
    events.search_digests_due.send(sender=SearchDigest, digests=[digest])
    digest_mail_soon(digest)
    return True
