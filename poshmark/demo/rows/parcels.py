"""Parcels of the demo's past orders."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from poshmark.demo.bulk import copy_in, numbers_take
from poshmark.demo.orders import Deal
from shipping.carriers.embedded.carrier import CODE, MAILER_ID
from shipping.labels.impb import pic_make
from shipping.models import ScanKind, Shipment, TrackingEvent
from shipping.selectors import rate_quote
from shipping.transitions import Status

SERIALS = "shipping_embedded_serial"


def parcels_write(deals: list[Deal], numbers: list[str], now: datetime) -> list[Shipment]:
    """A parcel for each deal: delivered, called off, or waiting for its label.

    numbers: the orders' public numbers, in the same order.
    """
    serials = numbers_take(SERIALS, len(deals))
    parcels = list(
        copy_in(
            [
                _parcel(deal, number, serial, now)
                for deal, number, serial in zip(deals, numbers, serials, strict=True)
            ]
        )
    )
    copy_in(
        [
            event
            for deal, parcel in zip(deals, parcels, strict=True)
            for event in _scans(deal, parcel)
        ]
    )
    return parcels


def _parcel(deal: Deal, number: str, serial: int, now: datetime) -> Shipment:
    times = deal.times
    quote = rate_quote(weight_lb=deal.weight_lb, at=times.bought)
    parcel = Shipment(
        sender_id=deal.seller.user_id,
        recipient_id=deal.buyer.user_id,
        contents=[deal.listing.title],
        note=f"Order {number}. Thank you for shopping my closet!",
        weight_lb=deal.weight_lb,
        weight_class=quote.weight_class,
        rate_card=quote.rate_card,
        buyer_cents=quote.buyer_cents,
        seller_cents=quote.seller_cents,
        carrier=CODE,
        status=_status(deal),
        status_at=times.delivered or times.cancelled or times.bought,
        label_due_at=now if deal.sale.stage == "in_process" else None,
        tracking_number=pic_make(mailer_id=MAILER_ID, serial=serial) if times.delivered else None,
        last_scan_at=times.delivered,
        created_at=times.bought,
    )
    parcel.from_address, parcel.to_address = deal.ship_from, deal.ship_to
    return parcel


def _status(deal: Deal) -> Status:
    if deal.times.delivered:
        return Status.DELIVERED
    return Status.VOIDED if deal.times.cancelled else Status.LABEL_PENDING


def _scans(deal: Deal, parcel: Shipment) -> Iterator[TrackingEvent]:
    """The four scans that everybody's parcel gets."""
    shipped, delivered = deal.times.shipped, deal.times.delivered
    if shipped is None or delivered is None:
        return
    origin = f"{deal.ship_from.city} {deal.ship_from.state}"
    target = f"{deal.ship_to.city} {deal.ship_to.state}"
    road = delivered - shipped
    steps = [
        (ScanKind.ACCEPTED, origin, shipped),
        (ScanKind.IN_TRANSIT, f"{deal.ship_to.state} distribution center", shipped + road / 2),
        (ScanKind.OUT_FOR_DELIVERY, target, delivered - min(timedelta(hours=5), road / 3)),
        (ScanKind.DELIVERED, target, delivered),
    ]
    for kind, place, at in steps:
        yield TrackingEvent(
            shipment=parcel,
            carrier_event_id=f"{parcel.tracking_number}-{kind}",
            kind=kind,
            description=kind.label,
            place=place,
            occurred_at=at,
            received_at=at,
        )
