"""What the money is made of; each file holds one part."""

from payments.models.basket import Basket, BasketItem
from payments.models.bundle import Bundle, BundleDiscount, BundleItem, BundleMessage
from payments.models.bundle_offer import BundleOffer
from payments.models.card import SavedCard, StripeCustomer
from payments.models.case import (
    Case,
    CaseDecision,
    CaseMessage,
    CaseMove,
    CaseProposal,
    SaleEvidence,
)
from payments.models.dispute import Dispute
from payments.models.floor import PriceFloor
from payments.models.ledger import Account, BalanceSnapshot, Entry, Transfer
from payments.models.offer import LikersOffer, Offer, OfferMove
from payments.models.order import (
    Checkout,
    Order,
    OrderLine,
    OrderTransition,
)
from payments.models.order_mail import OrderMail
from payments.models.payout import ConnectedAccount, Payout
from payments.models.rates import FeeSchedule
from payments.models.rating import ClosetReputation, Rating, RatingReport
from payments.models.reconciliation import Difference, Reconciliation, StripeMovement
from payments.models.refund import Refund, RefundRequest
from payments.models.reminder import ShipReminder
from payments.models.reposh import Reposh
from payments.models.sandbox import (
    SandboxBalanceTransaction,
    SandboxEvent,
    SandboxFault,
    SandboxIdempotencyKey,
    SandboxObject,
)
from payments.models.stripe_event import StripeEvent

__all__ = [
    "Account",
    "BalanceSnapshot",
    "Basket",
    "BasketItem",
    "Bundle",
    "BundleDiscount",
    "BundleItem",
    "BundleMessage",
    "BundleOffer",
    "Case",
    "CaseDecision",
    "CaseMessage",
    "CaseMove",
    "CaseProposal",
    "Checkout",
    "ClosetReputation",
    "ConnectedAccount",
    "Difference",
    "Dispute",
    "Entry",
    "FeeSchedule",
    "LikersOffer",
    "Offer",
    "OfferMove",
    "Order",
    "OrderLine",
    "OrderMail",
    "OrderTransition",
    "Payout",
    "PriceFloor",
    "Rating",
    "RatingReport",
    "Reconciliation",
    "Refund",
    "RefundRequest",
    "Reposh",
    "SaleEvidence",
    "SandboxBalanceTransaction",
    "SandboxEvent",
    "SandboxFault",
    "SandboxIdempotencyKey",
    "SandboxObject",
    "SavedCard",
    "ShipReminder",
    "StripeCustomer",
    "StripeEvent",
    "StripeMovement",
    "Transfer",
]
