"""Every act of business that moves money, by name. The tables say who gets what (credit +)."""

from payments.ledger.templates.card import payment_received, payment_returned, processing_fee_taken
from payments.ledger.templates.labels import label_bought, label_upgraded
from payments.ledger.templates.orders import (
    order_paid,
    order_refunded,
    order_released,
    refund_covered,
)
from payments.ledger.templates.payouts import (
    payout_failed,
    payout_paid,
    payout_recalled,
    payout_requested,
    payout_sent,
)

__all__ = [
    "label_bought",
    "label_upgraded",
    "order_paid",
    "order_refunded",
    "order_released",
    "payment_received",
    "payment_returned",
    "payout_failed",
    "payout_paid",
    "payout_recalled",
    "payout_requested",
    "payout_sent",
    "processing_fee_taken",
    "refund_covered",
]
