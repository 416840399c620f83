"""The double-entry ledger (P3): accounts, and balanced transfers that nobody can change.

Signs: an entry is positive when its account is owed more (credit) and negative when it is owed
less (debit). So `seller_balance` and the incomes are positive; cash (`stripe`, `stripe_connected`)
and the costs are negative, and `-balance` of `stripe` is the money that lies there.

The database itself (migration 0002) refuses a transfer that does not sum to zero or has fewer than
two entries, and any UPDATE, DELETE or TRUNCATE of the three tables, whoever asks.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Account(models.Model):
    """One pot of money: of the house (no owner) or of one member."""

    class Kind(models.TextChoices):
        STRIPE = "stripe", "cash at Stripe"
        STRIPE_CONNECTED = "stripe_connected", "cash at the seller's Stripe account"
        BUYER_CLEARING = "buyer_clearing", "buyer's money not yet put to an order or sent back"
        HELD_FOR_SELLER = "held_for_seller", "held until the buyer accepts"
        SELLER_BALANCE = "seller_balance", "seller's balance"
        PAYOUTS_IN_TRANSIT = "payouts_in_transit", "payouts on their way"
        FEE_INCOME = "fee_income", "seller fees"
        SHIPPING_INCOME = "shipping_income", "shipping charged"
        SHIPPING_COST = "shipping_cost", "labels bought"
        CARRIER_PAYABLE = "carrier_payable", "owed to the carrier"
        TAX_PAYABLE = "tax_payable", "sales tax to remit"
        STRIPE_FEES = "stripe_fees", "Stripe's processing fees"
        REFUNDS = "refunds", "refunds we pay ourselves"
        DISPUTED = "disputed", "claims on banks that took a payment back"
        DISPUTE_LOSSES = "dispute_losses", "disputes we lost"
        DIFFERENCES = "differences", "differences to Stripe that finance settled"

    kind = models.CharField(max_length=24, choices=Kind)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger_accounts",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "owner"], nulls_distinct=False, name="account_kind_owner_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.owner_id}" if self.owner_id else self.kind


TEMPLATE_LABELS = {
    "balance_spent": "Paid from balance",
    "balance_unspent": "Given back: not paid",
    "order_released": "Sale",
    "order_refunded": "Refund",
    "order_charged_back": "Payment taken back by the buyer's bank",
    "payout_requested": "Payout",
    "payout_failed": "Payout returned",
}
"""What a member's statement calls an act on their balance."""


class Transfer(models.Model):
    """One business act: a named template, what it is about, and a key that makes it happen once."""

    template = models.CharField(max_length=40)
    reference = models.CharField(max_length=64, db_index=True)
    key = models.CharField(max_length=160, unique=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return f"{self.template} {self.reference}"

    @property
    def template_label(self) -> str:
        """The act in a member's words."""
        return TEMPLATE_LABELS.get(self.template, self.template.replace("_", " ").capitalize())


class Entry(models.Model):
    """One line of a transfer; see the module for what the sign means."""

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="entries", db_index=False
    )
    amount_cents = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(condition=~models.Q(amount_cents=0), name="entry_not_zero")
        ]
        indexes = [
            models.Index(
                fields=["account", "id"], include=["amount_cents"], name="entry_account_sum"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.amount_cents:+d}"


class BalanceSnapshot(models.Model):
    """The sum of an account's entries up to and with entry `up_to`: a cache, never a source."""

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="snapshots", db_index=False
    )
    up_to = models.BigIntegerField(help_text="id of the last entry counted, of any account")
    balance_cents = models.BigIntegerField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "up_to"], name="snapshot_account_up_to")
        ]
        indexes = [models.Index(fields=["up_to"], name="snapshot_up_to")]
