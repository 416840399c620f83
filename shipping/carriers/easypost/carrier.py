"""The adapter of EasyPost: buys USPS Ground Advantage labels and follows the parcels.

EasyPost has no idempotency keys, but finds a shipment by the reference we gave it. So a purchase
first looks for the shipment that carries the order's key: an answer that was lost is found again.
Two purchases of one key at a time are the caller's to keep apart.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from easypost import EasyPostClient
from easypost.constant import API_BASE
from easypost.errors import NotFoundError, SignatureVerificationError
from easypost.util import validate_webhook

from shipping.addresses import PostalAddress
from shipping.carriers.base import (
    CarrierRefused,
    LabelOrder,
    PurchasedLabel,
    Scan,
    WebhookMessage,
    WebhookRefused,
)
from shipping.carriers.easypost import reading
from shipping.carriers.easypost.calls import client_make, translated
from shipping.carriers.easypost.papers import label_papers

OUNCES_PER_LB = 16
UNUSED = frozenset({"submitted", "refunded"})


class EasyPostCarrier:
    """Asks EasyPost with the key in the settings; `api_base` is where its API is."""

    code = "easypost"

    def __init__(self, api_base: str = API_BASE) -> None:
        self.api_base = api_base

    def buy(self, order: LabelOrder) -> PurchasedLabel:
        with translated():
            shipment = self._bought(order)
        return PurchasedLabel(
            tracking_number=shipment["tracking_code"],
            cost_cents=reading.cost_cents(shipment),
            expected_on=reading.expected_on(shipment),
            files=label_papers(order, shipment, self.api_base),
        )

    def void(self, tracking_number: str) -> None:
        with translated():
            refunds: Any = self._client().refund.create(  # a list, whatever its annotation says
                carrier=reading.CARRIER, tracking_codes=[tracking_number]
            )
        if any(refund["status"] not in UNUSED for refund in refunds):
            raise CarrierRefused("The label was used, or is too old to be given back.")

    def track(self, tracking_number: str) -> list[Scan]:
        with translated():
            found = self._client().tracker.all(tracking_code=tracking_number)
        return [scan for tracker in found["trackers"] for scan in reading.scans(_plain(tracker))]

    def webhook_verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> None:
        """The signature covers no time: a repeated message is known by its id, and does nothing."""
        signature = headers.get("X-Hmac-Signature", "")
        secret = settings.EASYPOST_WEBHOOK_SECRET
        if not (secret and signature.isascii()):
            raise WebhookRefused(400, "The signature does not match.")
        try:
            validate_webhook(body, {"X-Hmac-Signature": signature}, secret)
        except SignatureVerificationError as forged:
            raise WebhookRefused(400, "The signature does not match.") from forged
        except (ValueError, RecursionError) as problem:
            raise WebhookRefused(400, "The message cannot be read.") from problem

    def webhook_read(self, body: bytes) -> WebhookMessage:
        try:
            return reading.message(json.loads(body))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
            raise WebhookRefused(400, "The message cannot be read.") from problem

    def _bought(self, order: LabelOrder) -> dict[str, Any]:
        client = self._client()
        shipment = _known(client, order.key) or _begun(client, order)
        if shipment["postage_label"]:
            return shipment
        rate = {"id": reading.rate_id(shipment)}
        return _plain(client.shipment.buy(shipment["id"], rate=rate))

    def _client(self) -> EasyPostClient:
        return client_make(settings.EASYPOST_API_KEY, self.api_base)


def _known(client: EasyPostClient, key: str) -> dict[str, Any] | None:
    try:
        return _plain(client.shipment.retrieve(key))
    except NotFoundError:
        return None


def _begun(client: EasyPostClient, order: LabelOrder) -> dict[str, Any]:
    """A shipment without a label yet; both addresses must be ones that the post delivers to."""
    return _plain(
        client.shipment.create(
            reference=order.key,
            from_address=_address(order.from_address),
            to_address=_address(order.to_address),
            parcel={"weight": order.weight_lb * OUNCES_PER_LB},
            options={
                "label_format": "PNG",
                "label_size": "4x6",
                "print_custom_1": order.reference,
            },
        )
    )


def _address(address: PostalAddress) -> dict[str, Any]:
    return {
        "name": address.name,
        "street1": address.street1,
        "street2": address.street2,
        "city": address.city,
        "state": address.state,
        "zip": address.zip_code,
        "country": "US",
        "verify_strict": ["delivery"],
    }


def _plain(thing: Any) -> dict[str, Any]:
    """The client's object as plain dictionaries and lists."""
    told: dict[str, Any] = thing.to_dict()
    return told
