"""Our answer to a bank that took a payment back: what we know of the order."""

from typing import Any

from django.utils import timezone

from payments.models import Dispute, Order
from payments.stripe_client import keyed, stripe_client


def dispute_answer(*, dispute: Dispute) -> Dispute:
    """Sends the evidence to the bank, once; a closed dispute is left alone.

    Raises stripe.StripeError.
    """
    if dispute.status != Dispute.Status.OPEN or dispute.answered_at:
        return dispute
    stripe_client().v1.disputes.update(
        dispute.stripe_dispute,
        {"evidence": evidence_of(dispute), "submit": True},
        keyed("dispute", dispute.stripe_dispute, "answer"),
    )
    Dispute.objects.filter(pk=dispute.pk).update(answered_at=timezone.now())
    return dispute


def evidence_of(dispute: Dispute) -> Any:
    """What the bank gets to read, by Stripe's names."""
    orders = list(Order.objects.placed().filter(checkout=dispute.checkout_id).for_pages())
    facts = {"uncategorized_text": "\n".join(_story(order) for order in orders)}
    shipped = next((order for order in orders if order.shipped_at and order.shipment), None)
    if shipped and shipped.shipment and shipped.shipped_at:
        facts |= {
            "shipping_address": shipped.shipment.to_address.last_line,
            "shipping_date": f"{shipped.shipped_at:%Y-%m-%d}",
            "shipping_tracking_number": shipped.shipment.tracking_number or "",
        }
    return facts


def _story(order: Order) -> str:
    moves = ", ".join(
        f"{move.get_to_status_display().lower()} on {move.created_at:%Y-%m-%d %H:%M} UTC"
        for move in order.transitions.all()
    )
    return f"Order {order.number}: {moves}."
