"""Opening a shipment and mending it before its label is made."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from closets.models import User
from shipping import services
from shipping.models import Shipment
from shipping.transitions import Status, TransitionRefused
from tests.shipping.conftest import AUSTIN, PALO_ALTO, open_shipment


def test_it_copies_addresses_weight_and_price(ana: User, bea: User) -> None:
    shipment = open_shipment(ana, bea, weight_lb=Decimal("5.04"), contents=["a", "b"], note="hi")
    shipment.refresh_from_db()
    assert (shipment.from_address, shipment.to_address) == (PALO_ALTO, AUSTIN)
    assert (shipment.weight_lb, shipment.weight_class) == (Decimal("5.1"), 10)
    assert (shipment.buyer_cents, shipment.seller_cents) == (649, 500)
    assert (shipment.status, shipment.tracking_number) == (Status.LABEL_PENDING, None)
    assert (shipment.contents, shipment.note, shipment.carrier) == (["a", "b"], "hi", "embedded")


@pytest.mark.parametrize(
    "facts",
    [
        {"to_address": replace(AUSTIN, zip_code="10001")},
        {"from_address": replace(PALO_ALTO, name="")},
        {"weight_lb": Decimal(16)},
        {"weight_lb": Decimal(-1)},
    ],
)
def test_it_refuses_what_cannot_be_shipped(ana: User, bea: User, facts: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        open_shipment(ana, bea, **facts)
    assert not Shipment.objects.exists()


def test_the_label_is_queued_on_commit(
    ana: User, bea: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as queued:
        open_shipment(ana, bea)
    assert len(queued) == 1


def test_a_label_for_later_is_left_to_the_sweep(
    ana: User, bea: User, django_capture_on_commit_callbacks: Any
) -> None:
    later = timezone.now() + timedelta(minutes=10)
    with django_capture_on_commit_callbacks() as queued:
        shipment = open_shipment(ana, bea, label_due_at=later)
    assert queued == []
    assert list(Shipment.objects.label_due(timezone.now())) == []
    assert list(Shipment.objects.label_due(later)) == [shipment]


def test_a_label_waits_for_the_sender_s_address(ana: User, bea: User) -> None:
    shipment = open_shipment(ana, bea, from_address=None)
    with pytest.raises(services.LabelRefused):
        services.label_buy(shipment=shipment)
    shipment.refresh_from_db()
    assert shipment.status == Status.LABEL_PENDING
    assert shipment.label_due_at is None
    assert shipment.label_problem == (
        "Tell us where the parcel starts: add the address that you ship from."
    )
    mended = services.shipment_sender_address_set(shipment=shipment, address=PALO_ALTO, actor=ana)
    assert services.label_buy(shipment=mended).shipment.from_address == PALO_ALTO
    mended.refresh_from_db()
    assert (mended.status, mended.label_problem) == (Status.LABEL_READY, "")


def test_only_the_sender_mends_it(shipment: Shipment, bea: User) -> None:
    with pytest.raises(PermissionDenied):
        services.shipment_sender_address_set(shipment=shipment, address=AUSTIN, actor=bea)
    with pytest.raises(PermissionDenied):
        services.shipment_weight_set(shipment=shipment, weight_lb=Decimal(9), actor=bea)
    shipment.refresh_from_db()
    assert (shipment.from_address, shipment.weight_class) == (PALO_ALTO, 5)


def test_the_weight_is_chosen_before_the_label(shipment: Shipment, ana: User) -> None:
    heavier = services.shipment_weight_set(shipment=shipment, weight_lb=Decimal(12), actor=ana)
    assert (heavier.weight_class, heavier.seller_cents) == (15, 1000)
    services.label_buy(shipment=heavier)
    with pytest.raises(TransitionRefused):
        services.shipment_weight_set(shipment=heavier, weight_lb=Decimal(3), actor=ana)
    heavier.refresh_from_db()
    assert heavier.weight_class == 15


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "nowhere"},
        {"weight_class": 6},
        {"weight_lb": Decimal("5.1")},
        {"weight_lb": Decimal(0)},
        {"status": Status.DELIVERED},
    ],
)
def test_the_database_refuses_a_shipment_that_makes_no_sense(
    shipment: Shipment, facts: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Shipment.objects.filter(pk=shipment.pk).update(**facts)
