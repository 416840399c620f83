"""Mails of finds, for who asked for them: each leaves once, and one that cannot leave waits."""

from datetime import datetime
from functools import partial
from typing import cast

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from closets.lib.mail_stops import one_click
from closets.models import User
from listings import events
from listings.alerts.stopping import EVERY, stop_token
from listings.models import Listing, SearchAlert, SearchDigest

SWEPT = 500


def alert_mail_soon(alert: SearchAlert) -> None:
    """Asks a worker to mail the alert once it is committed."""
    from listings import tasks  # it imports what this module serves

    if alert.by_mail:
        transaction.on_commit(partial(tasks.alert_mail_task.delay, alert.pk))


def digest_mail_soon(digest: SearchDigest) -> None:
    """Asks a worker to mail the day's finds once they are committed."""
    from listings import tasks  # as above

    if digest.by_mail:
        transaction.on_commit(partial(tasks.digest_mail_task.delay, digest.pk))


@transaction.atomic
def alert_mail(alert_id: int) -> None:
    """Mails one find; one that cannot be sent now is not marked as sent."""
    due = SearchAlert.objects.filter(pk=alert_id, by_mail=True, is_daily=False)
    if not due.filter(_unsent()).update(mailed_at=timezone.now()):
        return
    alert = due.select_related("user__closet", "listing__closet", "saved").get()
    if _put_off(alert):
        return
    name = alert.saved.name if alert.saved else "your saved search"
    subject = f"New for “{name}”: {alert.listing.title}"
    _send(alert.user, subject, [alert.listing], stops=alert.saved_id or EVERY)


@transaction.atomic
def digest_mail(digest_id: int) -> None:
    """Mails a day's finds; one that cannot be sent now is not marked as sent."""
    due = SearchDigest.objects.filter(pk=digest_id, by_mail=True)
    if not due.filter(_unsent()).update(mailed_at=timezone.now()):
        return
    digest = due.select_related("user__closet").get()
    if _put_off(digest):
        return
    finds = Listing.objects.public().filter(pk__in=digest.listings).select_related("closet")
    subject = f"{digest.finds} new for your saved searches"
    _send(digest.user, subject, list(finds), stops=EVERY)


def mails_sweep() -> None:
    """Sends what a lost worker left."""
    alerts = SearchAlert.objects.filter(_unsent(), by_mail=True, is_daily=False)
    told = alerts.filter(told_at__isnull=False).order_by("pk").values_list("pk", flat=True)
    for alert_id in told[:SWEPT]:
        alert_mail(alert_id)
    digests = SearchDigest.objects.filter(_unsent(), by_mail=True).order_by("pk")
    for digest_id in digests.values_list("pk", flat=True)[:SWEPT]:
        digest_mail(digest_id)


def _unsent() -> Q:
    """Not sent yet, nor put off until later than now."""
    return Q(mailed_at=None) & (Q(mail_at=None) | Q(mail_at__lte=timezone.now()))


def _put_off(mail: SearchAlert | SearchDigest) -> bool:
    """Whether it does not leave now: put off to when the member wants mail, or for good."""
    now = timezone.now()
    told = events.mail_asked.send(sender=User, member=mail.user, at=now)
    wishes = cast("list[datetime | None]", [wish for _, wish in told])
    if None in wishes:
        return True
    later = max((wish for wish in wishes if wish), default=now)
    if later <= now:
        return False
    type(mail).objects.filter(pk=mail.pk).update(mailed_at=None, mail_at=later)
    return True


def _send(member: User, subject: str, finds: list[Listing], *, stops: int) -> None:
    """stops: the saved search whose mails its link ends."""
    token = stop_token(member.pk, stops)
    stop = f"{settings.SITE_URL}{reverse('listings:searches_stop', args=[token])}"
    facts = {
        "member": member,
        "subject": subject,
        "finds": finds,
        "site": settings.SITE_URL,
        "url": f"{settings.SITE_URL}{reverse('listings:searches')}",
        "stop": stop,
    }
    body = render_to_string("emails/listings/search_alerts.txt", facts)
    message = EmailMultiAlternatives(
        subject=subject[:200],
        body=body,
        to=[member.email],
        headers=one_click(stop),
    )
    html = render_to_string("emails/listings/search_alerts.html", facts)
    message.attach_alternative(html, "text/html")
    message.send()
