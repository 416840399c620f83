"""Background work: each task loads a row and calls a service; sweeps find what was not done."""

import logging
from collections.abc import Sequence
from typing import Any

import stripe
from celery import shared_task
from celery.canvas import Signature

from payments.bundles import gone
from payments.cases import sweeps as case_sweeps
from payments.models import Dispute, Payout, Refund
from payments.offers import likers
from payments.offers import sweeps as offer_sweeps
from payments.orders import evidence, payouts, refunds, reminding, sweeps, telling
from payments.queue import Job

log = logging.getLogger(__name__)
PATIENT: dict[str, Any] = {
    "autoretry_for": (stripe.APIConnectionError, stripe.APIError, stripe.RateLimitError),
    "retry_backoff": 5,
    "retry_backoff_max": 600,
    "max_retries": 6,
}


def job(name: str, row_id: int) -> Signature[None]:
    """One of the tasks below, for a row."""
    signature: Signature[None] = globals()[name].s(row_id)
    return signature


@shared_task
def several(jobs: Sequence[Job]) -> None:
    """One after the other; what fails is queued by itself, to be tried again as it says."""
    for name, row_id in jobs:
        one = job(name, row_id)
        try:
            one()
        except Exception:
            log.exception("%s is tried again", one)
            one.delay()


@shared_task(autoretry_for=(OSError,), retry_backoff=5, max_retries=6)
def order_mail(mail_id: int) -> None:
    telling.order_mail_send(mail_id=mail_id)


@shared_task(**PATIENT)
def refund_send(refund_id: int) -> None:
    refunds.refund_send(refund=Refund.objects.select_related("checkout").get(pk=refund_id))


@shared_task(**PATIENT)
def payout_send(payout_id: int) -> None:
    payouts.payout_send(payout=Payout.objects.select_related("user").get(pk=payout_id))


@shared_task(**PATIENT)
def payout_recall(payout_id: int) -> None:
    payouts.payout_recall(payout=Payout.objects.select_related("user").get(pk=payout_id))


@shared_task(**PATIENT)
def dispute_answer(dispute_id: int) -> None:
    evidence.dispute_answer(dispute=Dispute.objects.get(pk=dispute_id))


@shared_task
def likers_offer_send(campaign_id: int) -> None:
    likers.likers_offer_send(campaign_id=campaign_id)


@shared_task
def bundles_drop(listing_id: int) -> None:
    gone.bundles_drop(listing_id)


@shared_task
def offers_close(listing_id: int) -> None:
    offer_sweeps.offers_close_gone(listing_id)


@shared_task
def offers_sweep() -> None:
    offer_sweeps.offers_expire()
    offer_sweeps.offers_close_gone()
    likers.likers_offers_sweep()
    gone.bundles_drop()


@shared_task
def checkouts_sweep() -> None:
    sweeps.checkouts_sweep()


@shared_task
def orders_release_due() -> None:
    sweeps.orders_release_due()
    sweeps.orders_cancel_due()
    sweeps.orders_astray_due()


@shared_task
def money_sweep() -> None:
    sweeps.money_sweep()


@shared_task
def cases_sweep() -> None:
    case_sweeps.cases_end_due()
    case_sweeps.cases_remind_due()


@shared_task
def ship_reminders_send() -> None:
    reminding.ship_reminders_send()
