"""Mails about orders: rows that are sent after the act they tell of."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from payments.models.order import Order


class OrderMail(models.Model):
    """A mail to one side of an order: written with the act it tells of, sent after it."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="mails")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=120)
    text = models.CharField(max_length=300)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["created_at"], name="order_mail_unsent", condition=models.Q(sent_at=None)
            )
        ]
