"""Every write to parcels, by what it is about."""

from shipping.services.labels import LabelRefused, label_buy, label_void, label_void_send
from shipping.services.mail import label_mail
from shipping.services.renewing import label_renew
from shipping.services.shipments import (
    shipment_create,
    shipment_sender_address_set,
    shipment_weight_set,
)
from shipping.services.status import shipment_lock
from shipping.services.sweep import due_work_queue
from shipping.services.tracking import (
    shipments_lose,
    tracking_event_record,
    tracking_poll,
)
from shipping.services.webhooks import webhook_handle, webhook_receive

__all__ = [
    "LabelRefused",
    "due_work_queue",
    "label_buy",
    "label_mail",
    "label_renew",
    "label_void",
    "label_void_send",
    "shipment_create",
    "shipment_lock",
    "shipment_sender_address_set",
    "shipment_weight_set",
    "shipments_lose",
    "tracking_event_record",
    "tracking_poll",
    "webhook_handle",
    "webhook_receive",
]
