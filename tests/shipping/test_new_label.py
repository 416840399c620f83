"""Another label for the same parcel (H5)."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from listings.models import Listing
from shipping import services
from shipping.models import EmbeddedParcel, ScanKind, Shipment
from shipping.services.renewing import MOST_LABELS
from shipping.transitions import Status, TransitionRefused
from tests.payments.shop import EARNED, PALO_ALTO, address, balances, bought, hang, text_of
from tests.shipping.conftest import scan

FIVE = Decimal(5)


def renew(shipment: Shipment, actor: User, weight: Decimal = FIVE) -> Shipment:
    services.label_renew(shipment=shipment, weight_lb=weight, actor=actor)
    services.label_buy(shipment=shipment)
    return Shipment.objects.get(pk=shipment.pk)


def test_the_old_label_is_void_and_another_is_made(labelled: Shipment, ana: User) -> None:
    before = labelled.tracking_number
    renewed = renew(labelled, ana, Decimal(10))
    old, new = renewed.labels.order_by("pk")
    assert (renewed.status, renewed.weight_class) == (Status.LABEL_READY, 10)
    assert (old.tracking_number, old.voided_by) == (before, ana)
    assert old.voided_at is not None
    assert (new.voided_at, new.weight_class) == (None, 10)
    assert renewed.tracking_number == new.tracking_number != before
    services.label_void_send(label=old)
    assert EmbeddedParcel.objects.get(tracking_number=before).voided_at is not None


def test_only_the_sender_and_only_before_the_first_scan(
    labelled: Shipment, ana: User, bea: User
) -> None:
    with pytest.raises(PermissionDenied):
        renew(labelled, bea)
    services.tracking_event_record(shipment=labelled, scan=scan(ScanKind.ACCEPTED, timezone.now()))
    with pytest.raises(TransitionRefused, match="no unused label"):
        renew(labelled, ana)
    assert labelled.labels.count() == 1


def test_nobody_loses_that_many(labelled: Shipment, ana: User) -> None:
    for _ in range(MOST_LABELS - 1):
        labelled = renew(labelled, ana)
    with pytest.raises(TransitionRefused, match="last label"):
        renew(labelled, ana)
    assert labelled.labels.filter(voided_at=None).count() == 1


def test_a_heavier_label_costs_the_seller_once(client: Client, ana: User, bea: User) -> None:
    listing: Listing = hang(ana)
    address(ana, PALO_ALTO, is_default_from=True)
    address(bea, PALO_ALTO | {"name": "Bea"}, is_default_to=True)
    client.force_login(bea)
    order = bought(client, listing)
    assert order.shipment is not None
    services.label_buy(shipment=order.shipment)
    renew(order.shipment, ana, Decimal(10))
    assert balances(ana, bea)["held_for_seller:ana"] == EARNED - 500
    renewed = renew(order.shipment, ana, Decimal(5))
    found = balances(ana, bea)
    assert found["held_for_seller:ana"] == EARNED
    assert found["carrier_payable"] == renewed.labels.get(voided_at=None).cost_cents


def test_the_sender_chooses_the_weight_on_a_page(
    client: Client, ana: User, bea: User, labelled: Shipment
) -> None:
    path = reverse("shipping:new_label", args=[labelled.reference])
    client.force_login(ana)
    assert "Get a new label" in text_of(client.get(labelled.get_absolute_url()))
    page = text_of(client.get(path))
    assert "Over 5 to 10 lb: $5.00 of your earnings" in page
    assert client.post(path, {"weight_class": "20"}).status_code == 422
    assert client.post(path, {"weight_class": "10"}).status_code == 302
    labelled.refresh_from_db()
    assert (labelled.status, labelled.weight_class) == (Status.LABEL_PENDING, 10)
    assert client.post(path, {"weight_class": "10"}).status_code == 422
    client.force_login(bea)
    assert client.get(path).status_code == 404
