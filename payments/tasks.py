"""Background work: each task loads a row and calls a service; sweeps find what was not done."""

from typing import Any

import stripe
from celery import shared_task

from closets.models import User
from payments.models import Order, Payout, Refund
from payments.orders import payouts, refunds, sweeps, telling

PATIENT: dict[str, Any] = {
    "autoretry_for": (stripe.APIConnectionError, stripe.APIError, stripe.RateLimitError),
    "retry_backoff": 5,
    "retry_backoff_max": 600,
    "max_retries": 6,
}


@shared_task(autoretry_for=(OSError,), retry_backoff=5, max_retries=6)
def order_mail(order_id: int, member_id: int, text: str) -> None:
    order = Order.objects.get(pk=order_id)
    member = User.objects.select_related("closet").get(pk=member_id)
    telling.order_mail_send(order=order, member=member, text=text)


@shared_task(**PATIENT)
def refund_send(refund_id: int) -> None:
    refunds.refund_send(refund=Refund.objects.select_related("checkout").get(pk=refund_id))


@shared_task(**PATIENT)
def payout_send(payout_id: int) -> None:
    payouts.payout_send(payout=Payout.objects.select_related("user").get(pk=payout_id))


@shared_task
def checkouts_sweep() -> None:
    sweeps.checkouts_sweep()


@shared_task
def orders_release_due() -> None:
    sweeps.orders_release_due()


@shared_task
def money_sweep() -> None:
    sweeps.money_sweep()
