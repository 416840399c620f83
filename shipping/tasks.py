"""Background work: each task loads a row and calls a service; sweeps find what was not done."""

from typing import Any

from celery import shared_task

from shipping import services
from shipping.carriers.base import CarrierUnavailable
from shipping.carriers.embedded.network import scans_send_due
from shipping.models import Label, Shipment
from shipping.transitions import TransitionRefused

PATIENT: dict[str, Any] = {
    "autoretry_for": (CarrierUnavailable,),
    "retry_backoff": 5,
    "retry_backoff_max": 600,
    "max_retries": 6,
}


@shared_task(**PATIENT)
def label_buy(shipment_id: int) -> None:
    shipment = Shipment.objects.get(pk=shipment_id)
    try:
        label = services.label_buy(shipment=shipment)
    except (services.LabelRefused, TransitionRefused):
        return  # the shipment itself says why
    label_mail.delay(label.pk)


@shared_task(**PATIENT)
def label_mail(label_id: int) -> None:
    services.label_mail(label_id=label_id)


@shared_task(**PATIENT)
def label_void_send(label_id: int) -> None:
    services.label_void_send(label=Label.objects.get(pk=label_id))


@shared_task(**PATIENT)
def webhook_handle(webhook_id: int) -> None:
    services.webhook_handle(webhook_id=webhook_id)


@shared_task(**PATIENT)
def tracking_poll(shipment_id: int) -> None:
    services.tracking_poll(shipment=Shipment.objects.get(pk=shipment_id))


@shared_task
def shipping_sweep() -> None:
    services.due_work_queue()


@shared_task
def shipments_lose() -> None:
    services.shipments_lose()


@shared_task
def embedded_scans_send() -> None:
    scans_send_due()
