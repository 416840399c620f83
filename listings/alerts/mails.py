"""Mails of finds, for who asked for them: each leaves once, and one that cannot leave waits."""

from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from closets.models import User
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
    if not due.filter(mailed_at=None).update(mailed_at=timezone.now()):
        return
    alert = due.select_related("user__closet", "listing__closet", "saved").get()
    name = alert.saved.name if alert.saved else "your saved search"
    _send(alert.user, f"New for “{name}”: {alert.listing.title}", [alert.listing])


@transaction.atomic
def digest_mail(digest_id: int) -> None:
    """Mails a day's finds; one that cannot be sent now is not marked as sent."""
    due = SearchDigest.objects.filter(pk=digest_id, by_mail=True)
    if not due.filter(mailed_at=None).update(mailed_at=timezone.now()):
        return
    digest = due.select_related("user__closet").get()
    finds = Listing.objects.public().filter(pk__in=digest.listings).select_related("closet")
    _send(digest.user, f"{digest.finds} new for your saved searches", list(finds))


def mails_sweep() -> None:
    """Sends what a lost worker left."""
    alerts = SearchAlert.objects.filter(by_mail=True, is_daily=False, mailed_at=None)
    told = alerts.filter(told_at__isnull=False).order_by("pk").values_list("pk", flat=True)
    for alert_id in told[:SWEPT]:
        alert_mail(alert_id)
    digests = SearchDigest.objects.filter(by_mail=True, mailed_at=None).order_by("pk")
    for digest_id in digests.values_list("pk", flat=True)[:SWEPT]:
        digest_mail(digest_id)


def _send(member: User, subject: str, finds: list[Listing]) -> None:
    facts = {
        "member": member,
        "subject": subject,
        "finds": finds,
        "site": settings.SITE_URL,
        "url": f"{settings.SITE_URL}{reverse('listings:searches')}",
    }
    body = render_to_string("emails/listings/search_alerts.txt", facts)
    message = EmailMultiAlternatives(subject=subject[:200], body=body, to=[member.email])
    html = render_to_string("emails/listings/search_alerts.html", facts)
    message.attach_alternative(html, "text/html")
    message.send()
