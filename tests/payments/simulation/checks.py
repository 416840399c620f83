"""What must hold at the end, each as a count of what breaks it."""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Count, F, Q, Sum
from django.forms.models import model_to_dict

from listings.models import Listing
from payments.cases.transitions import CLOSED
from payments.ledger import balance_of
from payments.models import (
    Account,
    Bundle,
    Case,
    Checkout,
    ConnectedAccount,
    Difference,
    Dispute,
    Entry,
    Offer,
    Order,
    OrderLine,
    Payout,
    Refund,
    SandboxBalanceTransaction,
    SandboxEvent,
    SandboxObject,
    StripeEvent,
    Transfer,
)
from payments.orders.transitions import OrderStatus

Kind = Account.Kind
ENDED = [OrderStatus.COMPLETE, OrderStatus.CANCELLED]
NOTHING_OF_A_CANCELLED_ORDER = [
    Kind.FEE_INCOME,
    Kind.TAX_PAYABLE,
    Kind.SHIPPING_INCOME,
    Kind.HELD_FOR_SELLER,
]
EMPTY_AT_THE_END = [Kind.BUYER_CLEARING, Kind.PAYOUTS_IN_TRANSIT, Kind.DISPUTED]


def work_left() -> dict[str, int]:
    """What a sweep, a webhook or the bank still has to do."""
    return {
        "checkouts under way": Checkout.objects.filter(status__in=["open", "paying"]).count(),
        "orders under way": Order.objects.placed().exclude(status__in=ENDED).count(),
        "refunds unsent": Refund.objects.unsent().count(),
        "payouts under way": Payout.objects.filter(status__in=["requested", "sent"]).count(),
        "payouts not recalled": Payout.objects.to_recall().count(),
        "webhooks undelivered": SandboxEvent.objects.filter(delivered_at=None).count(),
        "webhooks unhandled": StripeEvent.objects.filter(handled_at=None).count(),
        "offers without an end": Offer.objects.live().count(),
        "disputes open": Dispute.objects.open().count(),
        "cases open": Case.objects.exclude(status__in=CLOSED).count(),
    }


def summary() -> str:
    """What happened, in one line."""
    counts = {
        "orders": Order.objects.placed().count(),
        "of them agreed in offers": Offer.objects.filter(status="paid").count(),
        "bundles": Bundle.objects.filter(status="bought").count(),
        "of them in baskets": Order.objects.placed().filter(_of_several()).count(),
        "paid from a balance": Order.objects.placed().filter(balance_cents__gt=0).count(),
        "complete": Order.objects.filter(status="complete").count(),
        "cancelled": Order.objects.placed().filter(status="cancelled").count(),
        "refunds": Refund.objects.count(),
        "cases": Case.objects.count(),
        "disputes won": Dispute.objects.filter(status="won").count(),
        "disputes lost": Dispute.objects.filter(status="lost").count(),
        "payouts paid": Payout.objects.filter(status="paid").count(),
        "payouts failed": Payout.objects.filter(status="failed").count(),
        "webhooks": StripeEvent.objects.count(),
        "transfers": Transfer.objects.count(),
    }
    return ", ".join(f"{count} {name}" for name, count in counts.items())


def _of_several() -> Q:
    several = Checkout.objects.annotate(orders_in=Count("orders")).filter(orders_in__gt=1)
    return Q(checkout__in=several)


def violations() -> dict[str, int]:
    """Each promise, and how often it is broken."""
    return {
        "cents that the ledger does not sum to zero": abs(_sum()),
        "transfers that are not balanced": _unbalanced(),
        "orders whose money table is wrong": len(told(wrong_tables())),
        "cents between our cash and Stripe's books": abs(_platform_gap()),
        "sellers whose Stripe account differs from the ledger": _connected_gaps(),
        "cents left in clearing, transit and dispute": _left_over(),
        "things sold twice": _sold_twice(),
        "reservations that are stuck": Listing.objects.filter(status="reserved").count(),
        "listings sold without an order": _sold_without_order(),
        "checkouts charged twice or wrongly": len(told(wrong_charges())),
        "differences in the reconciliation": len(told(_differences())),
    }


def told(wrong: Iterable[str]) -> list[str]:
    """What is wrong, which is printed, too: nobody can look for it once the market is gone."""
    found = list(wrong)
    for one in found:
        sys.stdout.write(f"WRONG {one}\n")
    return found


def _differences() -> Iterator[str]:
    for row in Difference.objects.open():
        yield f"{row}: {model_to_dict(row)}"


def _sum() -> int:
    return Entry.objects.aggregate(cents=Sum("amount_cents"))["cents"] or 0


def _unbalanced() -> int:
    sums = Transfer.objects.annotate(cents=Sum("entries__amount_cents")).exclude(cents=0)
    return sums.count()


def wrong_tables() -> Iterator[str]:
    """Orders of which the ledger does not hold what their amounts say, each with what differs."""
    booked: dict[str, Counter[str]] = defaultdict(Counter)
    rows = Entry.objects.values_list("transfer__reference", "account__kind").annotate(
        cents=Sum("amount_cents")
    )
    for reference, kind, cents in rows:
        booked[reference][kind] += cents
    for order in Order.objects.prefetch_related("refunds"):
        ours = booked[order.number]
        expected = _expected(order)
        wrong = [f"{kind} {ours[kind]}, not {expected[kind]}" for kind in expected]
        if any(ours[kind] != cents for kind, cents in expected.items()):
            yield f"{order.number} {order.status}: {', '.join(wrong)}"


def _expected(order: Order) -> dict[Kind, int]:
    """What the ledger's accounts should have of an order in the end, in cents."""
    if order.placed_at is None:
        return dict.fromkeys(Kind, 0)
    if order.status == OrderStatus.CANCELLED:
        return dict.fromkeys(NOTHING_OF_A_CANCELLED_ORDER, 0)
    given = [refund for refund in order.refunds.all() if not refund.is_covered]
    covered = sum(refund.amount_cents for refund in order.refunds.all() if refund.is_covered)
    back = sum(refund.amount_cents for refund in given)
    to_balance = sum(refund.balance_cents for refund in order.refunds.all())
    return {
        Kind.FEE_INCOME: order.fee_cents - sum(refund.fee_cents for refund in given),
        Kind.TAX_PAYABLE: order.amounts.tax_cents - sum(refund.tax_cents for refund in given),
        Kind.SHIPPING_INCOME: order.shipping_cents
        + order.shipping_discount_cents
        - sum(refund.shipping_cents + refund.shipping_discount_cents for refund in given),
        Kind.SELLER_BALANCE: order.amounts.seller_cents
        - sum(refund.amounts.seller_cents for refund in given)
        + to_balance,
        Kind.HELD_FOR_SELLER: 0,
        Kind.REFUNDS: -covered,
        Kind.BUYER_CLEARING: back + covered - to_balance - order.total_cents,
    }


def _platform_gap() -> int:
    return -balance_of(Kind.STRIPE) - _at_stripe("")


def _at_stripe(account: str) -> int:
    rows = SandboxBalanceTransaction.objects.filter(account=account)
    return rows.aggregate(net=Sum(F("amount") - F("fee")))["net"] or 0


def _connected_gaps() -> int:
    return sum(
        -balance_of(Kind.STRIPE_CONNECTED, row.user) != _at_stripe(row.account)
        for row in ConnectedAccount.objects.select_related("user")
    )


def _left_over() -> int:
    rows = Entry.objects.filter(account__kind__in=EMPTY_AT_THE_END).values("account")
    return sum(abs(row["cents"]) for row in rows.annotate(cents=Sum("amount_cents")))


def _live_lines() -> "dict[int, int]":
    lines = OrderLine.objects.filter(order__placed_at__isnull=False)
    live = lines.exclude(order__status=OrderStatus.CANCELLED).values_list("listing")
    return dict(live.annotate(times=Count("pk")))


def _sold_twice() -> int:
    return sum(times > 1 for times in _live_lines().values())


def _sold_without_order() -> int:
    sold = set(Listing.objects.filter(status="sold").values_list("pk", flat=True))
    return len((sold ^ set(_live_lines())) - _kept_by_the_buyer())


def _kept_by_the_buyer() -> set[int]:
    """What was paid back in a case, and did not come back or cannot be sold again."""
    cases = Case.objects.filter(status="refunded", returned_at=None)
    lines = OrderLine.objects.filter(order__case__in=cases, order__status=OrderStatus.CANCELLED)
    return set(lines.values_list("listing", flat=True))


def wrong_charges() -> Iterator[str]:
    """Checkouts of which the buyer's card did not end up with what the orders say."""
    charged: Counter[str] = Counter()
    for charge in SandboxObject.objects.filter(kind="charge", data__contains={"captured": True}):
        data = charge.data
        charged[data["payment_intent"]] += data["amount_captured"] - data["amount_refunded"]
    for dispute in Dispute.objects.filter(status="lost"):
        charged[dispute.payment_intent] -= dispute.amount_cents
    paid = Checkout.objects.filter(status="paid").prefetch_related("orders__refunds", "disputes")
    for checkout in paid:
        cents = charged.pop(checkout.payment_intent or "", 0)
        if cents != _owed(checkout):
            yield str(checkout)
    yield from (intent for intent, cents in charged.items() if cents)


def _owed(checkout: Checkout) -> int:
    """What the orders of a checkout cost the buyer's card in the end, in cents."""
    if any(dispute.status == "lost" for dispute in checkout.disputes.all()):
        return 0
    return sum(
        order.amounts.card_cents - sum(refund.card_cents for refund in order.refunds.all())
        for order in checkout.orders.all()
    )
