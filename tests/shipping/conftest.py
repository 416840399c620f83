"""A parcel from Ana to Bea."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.dispatch import Signal

from closets.models import User
from poshmark.celery import app
from shipping import events, services
from shipping.addresses import PostalAddress
from shipping.carriers.base import Scan
from shipping.models import EmbeddedParcel, ScanKind, Shipment

PALO_ALTO = PostalAddress("Ana Seller", "12 Sea View Road", "", "Palo Alto", "CA", "94301")
AUSTIN = PostalAddress("Bea Büyer", "1 Main St", "Apt 4", "Austin", "TX", "78701")


def open_shipment(ana: User, bea: User, **facts: Any) -> Shipment:
    known: dict[str, Any] = {
        "from_address": PALO_ALTO,
        "to_address": AUSTIN,
        "weight_lb": Decimal("4.1"),
    }
    return services.shipment_create(sender=ana, recipient=bea, **(known | facts))


@pytest.fixture
def shipment(ana: User, bea: User) -> Shipment:
    """A parcel whose label is not bought yet."""
    return open_shipment(ana, bea, contents=["1 maxi dress, size M"])


@pytest.fixture
def labelled(shipment: Shipment) -> Shipment:
    """A parcel with its label, not dropped off yet."""
    services.label_buy(shipment=shipment)
    shipment.refresh_from_db()
    return shipment


@pytest.fixture
def parcel(labelled: Shipment) -> EmbeddedParcel:
    """The labelled parcel in the embedded carrier's books."""
    return EmbeddedParcel.objects.get(tracking_number=labelled.tracking_number)


@pytest.fixture
def eager() -> Iterator[None]:
    """Tasks queued in this test run at once, in this process."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def scan(kind: ScanKind, at: datetime, name: str = "") -> Scan:
    return Scan(event_id=name or f"scan-{kind}-{at:%d%H%M}", kind=kind, occurred_at=at)


@pytest.fixture
def heard() -> Iterator[list[tuple[str, datetime]]]:
    """The events that shipping sent, by name and time."""
    said: list[tuple[str, datetime]] = []
    signals = {name: each for name, each in vars(events).items() if isinstance(each, Signal)}
    ears = {name: _ear(name, said) for name in signals}
    for name, signal in signals.items():
        signal.connect(ears[name])
    yield said
    for name, signal in signals.items():
        signal.disconnect(ears[name])


def _ear(name: str, said: list[tuple[str, datetime]]) -> Callable[..., None]:
    def ear(at: datetime, **kwargs: Any) -> None:
        said.append((name, at))

    return ear
