"""An order's money as each side sees it: what was agreed, and every act that changed it since."""

from dataclasses import dataclass

from payments.models import Account, Entry, Order, Refund

Kind = Account.Kind
CHANGES = {
    "label_upgraded": "Heavier parcel",
    "label_upgrade_returned": "Heavier parcel, given back",
    "order_refunded": "Back to the buyer",
    "cover_ended": "Back to the buyer, paid by us till the order was cancelled",
    "order_charged_back": "Taken back by the buyer's bank",
}
"""What came after the sale, in the seller's words, by the ledger's templates."""


@dataclass(frozen=True)
class MoneyTable:
    """changes: (what, cents) of what the seller earns since the sale; refunds: what the buyer gets.

    earned_cents: what the seller has of the order now; held_cents: the part not yet released.
    """

    changes: list[tuple[str, int]]
    refunds: list[Refund]
    earned_cents: int
    held_cents: int

    @property
    def refunded_cents(self) -> int:
        """What goes or went back to the buyer."""
        return sum(refund.amount_cents for refund in self.refunds)


def money_table(order: Order) -> MoneyTable:
    """The order's table, from the ledger, in two queries."""
    mine = Entry.objects.filter(
        transfer__reference=order.number,
        account__owner=order.closet.user_id,
        account__kind__in=[Kind.HELD_FOR_SELLER, Kind.SELLER_BALANCE],
    )
    rows = list(
        mine.order_by("id").values_list("transfer__template", "account__kind", "amount_cents")
    )
    return MoneyTable(
        changes=[(CHANGES[act], cents) for act, _, cents in rows if act in CHANGES],
        refunds=list(order.refunds.order_by("pk")),
        earned_cents=sum(cents for _, _, cents in rows),
        held_cents=sum(cents for _, kind, cents in rows if kind == Kind.HELD_FOR_SELLER),
    )
