"""What the worker does: webhooks in any order, labels, the bank's answers, and every sweep."""

from contextlib import suppress

import stripe
from django.db import OperationalError
from django.utils import timezone

from payments.bundles.gone import bundles_drop
from payments.cases.sweeps import cases_end_due
from payments.models import OrderMail
from payments.offers.sweeps import offers_close_gone, offers_expire
from payments.orders import sweeps
from payments.orders.payouts import NotSentYet
from payments.orders.transitions import OrderRefused
from payments.sandbox.control import payouts_settle
from payments.sandbox.delivery import event_deliver, events_due
from payments.webhooks import (
    stripe_event_handle,
    stripe_event_receive,
    stripe_events_unhandled,
)
from shipping.models import Shipment
from shipping.services import label_buy, shipments_lose
from tests.payments.simulation.world import World

LATER = (NotSentYet, OrderRefused, stripe.StripeError, OperationalError)
"""What a webhook may meet that is mended by handling it again."""


def tick(world: World, number: int) -> None:
    """One round of everything."""
    OrderMail.objects.filter(sent_at=None).update(sent_at=timezone.now())
    _webhooks(world, number)
    for shipment in Shipment.objects.label_due(timezone.now())[:100]:
        label_buy(shipment=shipment)
    payouts_settle()
    sweeps.checkouts_sweep()
    sweeps.money_sweep()
    offers_expire()
    offers_close_gone()
    bundles_drop()


def tick_daily(world: World, number: int) -> None:
    """The rounds of the day, too."""
    tick(world, number)
    sweeps.orders_release_due()
    sweeps.orders_cancel_due()
    sweeps.orders_astray_due()
    cases_end_due()
    shipments_lose()


def _webhooks(world: World, number: int) -> None:
    due = events_due()
    world.luck("webhooks", number, len(due)).shuffle(due)
    for event_id in due:
        event_deliver(event_id, send=_receive)
    for event_pk in stripe_events_unhandled():
        with suppress(*LATER):
            stripe_event_handle(event_pk)


def _receive(payload: str, signature: str) -> int:
    stripe_event_receive(payload=payload.encode(), signature=signature)
    return 200
