"""What the database itself refuses of offers, whoever asks."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from closets.models import User
from payments.models import Checkout, Offer, OfferMove
from payments.offers.transitions import TRANSITIONS, OfferStatus

guards = import_module("payments.migrations.0012_offers_restored")


def refused(name: str) -> pytest.RaisesExc[IntegrityError]:
    return pytest.raises(IntegrityError, match=name)


def test_the_trigger_knows_the_same_moves_as_the_table() -> None:
    pairs = set(re.findall(r"\('(\w+)', '(\w+)'\)", guards.MOVES))
    assert pairs == {(a.value, b.value) for a, targets in TRANSITIONS.items() for b in targets}


@pytest.mark.parametrize("before", OfferStatus)
def test_it_refuses_every_move_outside_the_table(
    before: OfferStatus, offer: Offer, cleo: User
) -> None:
    agreed = before in {OfferStatus.ACCEPTED, OfferStatus.PAID, OfferStatus.UNPAID}
    soon = timezone.now() + timedelta(days=1)
    checkout = Checkout.objects.create(buyer=cleo, expires_at=soon) if agreed else None
    row = Offer.objects.create(
        listing=offer.listing,
        closet=offer.closet,
        buyer=cleo,
        status=before,
        checkout=checkout,
        amount_cents=1,
        buyer_cents=1,
        seller_cents=1,
        card=offer.card,
        ship_to=offer.ship_to,
        expires_at=soon,
    )
    for after in set(OfferStatus) - {before} - TRANSITIONS[before]:
        with refused("may not become"), transaction.atomic():
            Offer.objects.filter(pk=row.pk).update(status=after)
        with refused("offer_move_allowed"), transaction.atomic():
            OfferMove.objects.create(offer=row, from_status=before, to_status=after, amount_cents=1)


@pytest.mark.parametrize("status", ["seller", "buyer", "accepted"])
def test_it_refuses_a_second_live_offer_for_a_pair(status: str, offer: Offer) -> None:
    soon = timezone.now() + timedelta(days=1)
    agreed = status == OfferStatus.ACCEPTED
    checkout = Checkout.objects.create(buyer=offer.buyer, expires_at=soon) if agreed else None
    with refused("offer_one_live_for_a_pair"), transaction.atomic():
        Offer.objects.create(
            listing=offer.listing,
            closet=offer.closet,
            buyer=offer.buyer,
            status=status,
            checkout=checkout,
            amount_cents=1,
            seller_cents=1,
            buyer_cents=1,
            card=offer.card,
            ship_to=offer.ship_to,
            expires_at=soon,
        )


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"card": None}, "offer_of_buyer_can_be_paid"),
        ({"ship_to": None}, "offer_of_buyer_can_be_paid"),
        ({"amount_cents": 1}, "offer_of_buyer_can_be_paid"),
        ({"amount_cents": 0, "buyer_cents": 0}, "offer_of_something"),
        ({"status": "accepted"}, "offer_accepted_has_checkout"),
        ({"status": "buyer", "seller_cents": 1}, "offer_of_seller_is_theirs"),
    ],
)
def test_it_refuses_rows_that_make_no_sense(
    changes: dict[str, object], name: str, offer: Offer
) -> None:
    with refused(name), transaction.atomic():
        Offer.objects.update(**changes)


def test_its_history_is_kept(offer: Offer) -> None:
    with refused("append-only"), transaction.atomic():
        OfferMove.objects.update(amount_cents=1)
    with refused("append-only"), transaction.atomic():
        OfferMove.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with transaction.atomic():
        offer.delete()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert not OfferMove.objects.exists()
