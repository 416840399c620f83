"""News and mail about an order, written with it and sent after it."""

from django.conf import settings
from django.core.mail import send_mail

from closets.models import User
from payments.models import Order
from payments.queue import enqueue
from social.models import News
from social.services.news import news_add


def order_tell(order: Order, member: User, text: str) -> None:
    """Tells one side of the order, on the site now and by mail once this is committed."""
    news_add(recipient_id=member.pk, kind=News.Kind.ORDER, text=text, url=order.get_absolute_url())
    enqueue("order_mail", order.pk, member.pk, text)


def order_mail_send(*, order: Order, member: User, text: str) -> None:
    """The mail that goes with the news."""
    url = f"{settings.SITE_URL}{order.get_absolute_url()}"
    body = f"Hello {member.closet.display_name},\n\n{text}\n\n{url}\n"
    send_mail(f"{text} ({order.number})", body, None, [member.email])
