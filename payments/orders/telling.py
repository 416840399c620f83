"""News and mail about an order, written with it and sent after it."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from closets.models import User
from payments.models import Order, OrderMail
from payments.queue import enqueue
from social.models import News
from social.services.news import news_add


def order_tell(order: Order, member: User, subject: str, text: str) -> None:
    """Tells one side of the order, on the site now and by mail once this is committed."""
    news_add(recipient_id=member.pk, kind=News.Kind.ORDER, text=subject, url=_path(order))
    mail = OrderMail.objects.create(order=order, member=member, subject=subject, text=text)
    enqueue("order_mail", mail.pk)


@transaction.atomic
def order_mail_send(*, mail_id: int) -> None:
    """Sends a mail once; one that cannot be sent now is not marked as sent."""
    if not OrderMail.objects.filter(pk=mail_id, sent_at=None).update(sent_at=timezone.now()):
        return
    rows = OrderMail.objects.select_related("member__closet", "order__closet", "order__checkout")
    _message(rows.get(pk=mail_id)).send()


def _message(mail: OrderMail) -> EmailMultiAlternatives:
    facts = {
        "mail": mail,
        "order": mail.order,
        "is_seller": mail.member_id == mail.order.closet.user_id,
        "url": f"{settings.SITE_URL}{_path(mail.order)}",
    }
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=render_to_string("payments/mail/order.txt", facts),
        to=[mail.member.email],
    )
    message.attach_alternative(render_to_string("payments/mail/order.html", facts), "text/html")
    return message


def _path(order: Order) -> str:
    """Where the member looks it up: an order that was never placed has no page of its own."""
    return order.get_absolute_url() if order.placed_at else order.checkout.get_absolute_url()
