"""What happens at Stripe without a call of ours: the bank's page, the bank, time, a chargeback.

Every function here may be called from anywhere; the work is done inside the sandbox.
"""

from contextlib import suppress
from datetime import datetime

from django.utils import timezone

from payments.models import SandboxObject
from payments.sandbox.api import accounts, confirming, disputes, payouts, transfers
from payments.sandbox.calls import Data, Refusal
from payments.sandbox.own_thread import in_sandbox
from payments.sandbox.store import find, shown, stamp


def object_read(kind: str, object_id: str) -> Data | None:
    """An object of the platform as the API shows it, or None."""
    row = SandboxObject.objects.filter(pk=object_id, kind=kind).first()
    return shown(row) if row else None


def challenge_finish(intent: str, *, passed: bool) -> Data:
    """The buyer answered the bank's 3-D Secure page; returns the payment intent after it.

    Doing it again changes nothing.
    """
    return in_sandbox(_challenge, intent, passed)


def onboarding_finish(account: str, bank_number: str = payouts.GOOD_BANK) -> str:
    """The seller filled in Stripe's form; returns the address to go back to ("" if none)."""
    return in_sandbox(_onboard, account, bank_number)


def payouts_settle(now: datetime | None = None) -> int:
    """The banks answer every payout that has arrived by `now`; returns how many."""
    return in_sandbox(_settle, stamp(now or timezone.now()))


def payout_return(payout: str) -> None:
    """A bank that had a payout sends it back after all."""
    in_sandbox(_return, payout)


def dispute_open(charge: str, reason: str = "fraudulent") -> str:
    """The buyer's bank takes a charge back; returns the dispute's id."""
    return in_sandbox(_dispute, charge, reason)


def dispute_decide(dispute: str, *, won: bool) -> None:
    """The bank decides a dispute."""
    in_sandbox(_decide, dispute, won)


def top_up(cents: int) -> None:
    """Puts money on the platform's balance, from outside."""
    in_sandbox(transfers.topup_make, cents)


def _challenge(intent: str, passed: bool) -> Data:
    row = find("payment_intent", intent, lock=True)
    if row.data["status"] == "requires_action":
        with suppress(Refusal):  # recorded on the intent, where the buyer's page reads it
            confirming.challenge_done(row, passed=passed)
    return shown(row)


def _onboard(account: str, bank_number: str) -> str:
    row = find("account", account, lock=True)
    accounts.onboard(row, bank_number)
    back: str = row.data.get("_return_url", "")
    return back


def _settle(now: int) -> int:
    due = SandboxObject.objects.select_for_update(skip_locked=True).filter(
        kind="payout", data__contains={"status": "pending"}, data__arrival_date__lte=now
    )
    rows = list(due.order_by("pk"))
    for row in rows:
        payouts.settle(row)
    return len(rows)


def _return(payout: str) -> None:
    row = SandboxObject.objects.select_for_update().get(pk=payout, kind="payout")
    if row.data["status"] == "paid":
        payouts.fail(row, *payouts.BAD_BANKS["000111111113"])


def _dispute(charge: str, reason: str) -> str:
    return disputes.dispute_make(find("charge", charge, lock=True), reason).pk


def _decide(dispute: str, won: bool) -> None:
    disputes.dispute_close(find("dispute", dispute, lock=True), won=won)
