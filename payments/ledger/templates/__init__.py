"""Every act of business that moves money, by name. The tables say who gets what (credit +)."""

from payments.ledger.templates.balance import balance_spent, balance_unspent
from payments.ledger.templates.card import (
    payment_received_posting,
    payment_returned,
    processing_fee_posting,
)
from payments.ledger.templates.corrections import difference_settled
from payments.ledger.templates.disputes import (
    dispute_borne,
    dispute_opened,
    dispute_won,
    order_charged_back,
    refund_overtaken,
)
from payments.ledger.templates.labels import (
    label_bought,
    label_returned,
    label_upgrade_returned,
    label_upgraded,
)
from payments.ledger.templates.orders import order_paid_posting, order_released
from payments.ledger.templates.payouts import (
    payout_bounced,
    payout_failed,
    payout_paid,
    payout_recalled,
    payout_requested,
    payout_sent,
)
from payments.ledger.templates.refunds import cover_ended, order_refunded, refund_covered

__all__ = [
    "balance_spent",
    "balance_unspent",
    "cover_ended",
    "difference_settled",
    "dispute_borne",
    "dispute_opened",
    "dispute_won",
    "label_bought",
    "label_returned",
    "label_upgrade_returned",
    "label_upgraded",
    "order_charged_back",
    "order_paid_posting",
    "order_refunded",
    "order_released",
    "payment_received_posting",
    "payment_returned",
    "payout_bounced",
    "payout_failed",
    "payout_paid",
    "payout_recalled",
    "payout_requested",
    "payout_sent",
    "processing_fee_posting",
    "refund_covered",
    "refund_overtaken",
]
