"""Mails of news: each group is mailed once at most, by itself or in the member's daily mail."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit

from anymail.exceptions import AnymailError, AnymailRecipientsRefused
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from closets.lib.mail_stops import one_click
from closets.models import User
from closets.selectors import blocked_ids
from social.models import MailStop, NewsGroup, NewsMail
from social.news.choices import wishes_of
from social.news.reading import Line, lines_of
from social.news.stops import mail_stop_of, mail_stop_set

log = logging.getLogger(__name__)
SENT = 200
AGAIN = timedelta(minutes=15)
TOO_OLD = timedelta(days=3)
"""News that no mail could tell of for so long are left to the site."""
DAILY = "daily"
"""What a member unsubscribes from who follows the link of a daily mail."""
SALT = "news-unsubscribe"


def news_mails_send(now: datetime | None = None) -> int:
    """Sends what is due; returns how many mails left. One that cannot leave is due again later, so
    that it holds up no other."""
    due = NewsMail.objects.filter(sent_at=None, due_at__lte=now or timezone.now())
    alone = due.filter(daily=False).order_by("due_at").values_list("pk", flat=True)
    sent = sum(_tried(_send_alone, pk=pk) for pk in list(alone[:SENT]))
    members = due.filter(daily=True).order_by("recipient").values_list("recipient", flat=True)
    daily = list(members.distinct()[:SENT])
    return sent + sum(_tried(_send_daily, recipient=pk, daily=True) for pk in daily)


def _tried(send: Callable[[int], bool], **which: int) -> bool:
    """Whether it sent a mail. One that its address refuses for good is the last for it."""
    [pk, *_] = which.values()
    mails = NewsMail.objects.filter(sent_at=None, **which)
    try:
        return send(pk)
    except (AnymailRecipientsRefused, SMTPRecipientsRefused):
        for address in mails.values_list("recipient__email", flat=True)[:1]:
            mail_stop_set(address=address, reason=MailStop.Reason.BOUNCED)
    except (AnymailError, SMTPException, OSError):
        log.exception("a mail of news cannot leave")
    mails.update(due_at=timezone.now() + AGAIN)
    return False


def unsubscribe_token(user_id: int, kind: str) -> str:
    """What the link of a mail carries: whose mails, and of which kind, signed."""
    return signing.dumps([user_id, kind], salt=SALT)


def unsubscribe_read(token: str) -> tuple[User, str] | None:
    """The member and the kind of a token; None for one that is not ours."""
    try:
        user_id, kind = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    member = User.objects.filter(pk=user_id).first()
    return (member, kind) if member else None


@transaction.atomic
def _send_alone(group_id: int) -> bool:
    mails = NewsMail.objects.filter(pk=group_id, sent_at=None)
    return _send(list(mails.select_for_update(skip_locked=True)), by_day=False)


@transaction.atomic
def _send_daily(recipient_id: int) -> bool:
    """All that waits for the member's daily mail, also what came after this one was due."""
    mails = NewsMail.objects.filter(recipient=recipient_id, daily=True, sent_at=None)
    locked = mails.order_by("pk").select_for_update(skip_locked=True)
    return _send(list(locked), by_day=True)


def _send(mails: Sequence[NewsMail], *, by_day: bool) -> bool:
    """Sends one mail of them; the row says so in the same transaction, or neither happens."""
    NewsMail.objects.filter(pk__in=[mail.pk for mail in mails]).update(sent_at=timezone.now())
    lines = _wanted(mails)
    if not lines:
        return False
    _message(mails[0], lines, by_day=by_day).send()
    return True


def _wanted(mails: Sequence[NewsMail]) -> list[Line]:
    """What was not read on the site meanwhile, nor is from somebody hidden by now."""
    if not mails:
        return []
    member = mails[0].recipient
    wishes = wishes_of([member.pk])[member.pk]
    if not (member.is_active and member.email) or mail_stop_of(member):
        return []
    too_old = timezone.now() - TOO_OLD
    groups = NewsGroup.objects.filter(pk__in=[mail.pk for mail in mails], latest_at__gt=too_old)
    shown = groups.select_related("actor__closet", "listing__cover").order_by("-latest_at")
    waiting = [one for one in shown if one.read_at is None or not wishes.of(one.kind).on_site]
    return lines_of(waiting, blocked_ids(member.pk))


def _message(mail: NewsMail, lines: Sequence[Line], *, by_day: bool) -> EmailMultiAlternatives:
    """Its Message-ID is the row's own, so that the same mail sent twice is one."""
    kind = DAILY if by_day else lines[0].group.kind
    token = unsubscribe_token(mail.recipient_id, kind)
    stop = f"{settings.SITE_URL}{reverse('social:unsubscribe', args=[token])}"
    subject = _subject(lines, by_day=by_day)
    facts = {
        "member": mail.recipient,
        "lines": lines,
        "site": settings.SITE_URL,
        "stop": stop,
        "choices": f"{settings.SITE_URL}{reverse('social:news_choices')}",
        "subject": subject,
    }
    message = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string("emails/social/news.txt", facts),
        to=[mail.recipient.email],
        headers={
            **one_click(stop),
            "Message-ID": f"<news-{mail.pk}@{urlsplit(settings.SITE_URL).hostname}>",
        },
    )
    message.attach_alternative(render_to_string("emails/social/news.html", facts), "text/html")
    return message


def _subject(lines: Sequence[Line], *, by_day: bool) -> str:
    if by_day and len(lines) > 1:
        return f"Your day on Poshmark: {len(lines)} news"
    text = render_to_string("social/_line.txt", {"line": lines[0]})
    return " ".join(text.split())[:200]
