"""Each act of business moves the money it says (P2, P3, P4)."""

from closets.models import User
from payments.amounts import OrderAmounts, refund_part, refund_whole
from payments.ledger import balance_of, post_all, post_many, templates
from payments.ledger.accounts import OF_THE_HOUSE
from payments.models import Account, Entry

Kind = Account.Kind
AMOUNTS = OrderAmounts(
    item_cents=4000,
    shipping_cents=649,
    item_tax_cents=250,
    shipping_tax_cents=41,
    fee_cents=800,
)


def balances(buyer: User, seller: User) -> dict[str, int]:
    """Every balance that is not zero, by the account's kind (`:buyer` marks the buyer's)."""
    found = {kind.value: balance_of(kind) for kind in OF_THE_HOUSE}
    for kind in set(Kind) - OF_THE_HOUSE:
        found[kind.value] = balance_of(kind, seller)
        found[f"{kind.value}:buyer"] = balance_of(kind, buyer)
    return {name: cents for name, cents in found.items() if cents}


def pay(buyer: User, seller: User, amounts: OrderAmounts = AMOUNTS) -> None:
    if cents := amounts.balance_cents:
        templates.balance_spent(purchase="CO-1", attempt=1, buyer=buyer, cents=cents)
    cents = amounts.card_cents
    received = templates.payment_received_posting(payment="pi_1", buyer=buyer, cents=cents)
    paid = templates.order_paid_posting(order="PM-1", buyer=buyer, seller=seller, amounts=amounts)
    post_all([received, paid])


def test_a_paid_order_is_split(ana: User, bea: User) -> None:
    pay(bea, ana)
    assert balances(bea, ana) == {
        "stripe": -4940,
        "held_for_seller": 3200,
        "fee_income": 800,
        "shipping_income": 649,
        "tax_payable": 291,
    }


def test_a_seller_who_takes_over_shipping_pays_for_it(ana: User, bea: User) -> None:
    amounts = OrderAmounts(
        item_cents=4000,
        shipping_cents=449,
        shipping_discount_cents=200,
        item_tax_cents=0,
        shipping_tax_cents=0,
        fee_cents=800,
    )
    pay(bea, ana, amounts)
    assert balances(bea, ana) == {
        "stripe": -4449,
        "held_for_seller": 3000,
        "fee_income": 800,
        "shipping_income": 649,
    }


def test_release_hands_over_what_is_held(ana: User, bea: User) -> None:
    pay(bea, ana)
    templates.order_released(order="PM-1", seller=ana, cents=AMOUNTS.seller_cents)
    assert balances(bea, ana)["seller_balance"] == 3200
    assert "held_for_seller" not in balances(bea, ana)


def test_a_whole_refund_leaves_nothing(ana: User, bea: User) -> None:
    pay(bea, ana)
    refund = refund_whole(AMOUNTS)
    templates.order_refunded(
        order="PM-1", refund="1", buyer=bea, seller=ana, amounts=refund, released=False
    )
    assert balances(bea, ana) == {"stripe": -4940, "buyer_clearing:buyer": 4940}
    templates.payment_returned(payment="pi_1", refund="re_1", buyer=bea, cents=4940)
    assert balances(bea, ana) == {}


def test_a_refund_after_release_leaves_the_seller_owing(ana: User, bea: User) -> None:
    pay(bea, ana)
    templates.order_released(order="PM-1", seller=ana, cents=3200)
    templates.payout_requested(payout="PO-1", seller=ana, cents=3200)
    refund = refund_whole(AMOUNTS)
    templates.order_refunded(
        order="PM-1", refund="1", buyer=bea, seller=ana, amounts=refund, released=True
    )
    assert balances(bea, ana)["seller_balance"] == -3200


def test_a_partial_refund_lowers_fee_and_tax(ana: User, bea: User) -> None:
    pay(bea, ana)
    refund = refund_part(AMOUNTS, item_cents=1000)
    assert (refund.total_cents, refund.fee_cents, refund.tax_cents) == (1062, 200, 62)
    templates.order_refunded(
        order="PM-1", refund="1", buyer=bea, seller=ana, amounts=refund, released=False
    )
    assert balances(bea, ana) == {
        "stripe": -4940,
        "held_for_seller": 2400,
        "fee_income": 600,
        "shipping_income": 649,
        "tax_payable": 229,
        "buyer_clearing:buyer": 1062,
    }


def test_a_buyer_pays_from_the_balance_first_and_gets_it_back_there(ana: User, bea: User) -> None:
    amounts = OrderAmounts(
        item_cents=4000,
        shipping_cents=0,
        item_tax_cents=0,
        shipping_tax_cents=0,
        fee_cents=800,
        balance_cents=1500,
    )
    pay(bea, ana, amounts)
    assert balances(bea, ana) == {
        "stripe": -2500,
        "seller_balance:buyer": -1500,
        "held_for_seller": 3200,
        "fee_income": 800,
    }
    templates.order_refunded(
        order="PM-1",
        refund="1",
        buyer=bea,
        seller=ana,
        amounts=refund_whole(amounts),
        released=False,
        to_balance_cents=1500,
    )
    assert balances(bea, ana) == {"stripe": -2500, "buyer_clearing:buyer": 2500}


def test_what_was_not_spent_is_in_the_balance_again(ana: User, bea: User) -> None:
    templates.balance_spent(purchase="CO-1", attempt=1, buyer=bea, cents=1500)
    assert balances(bea, ana) == {"seller_balance:buyer": -1500, "buyer_clearing:buyer": 1500}
    for _ in range(2):
        templates.balance_unspent(purchase="CO-1", attempt=1, buyer=bea, cents=1500)
    assert balances(bea, ana) == {}


def test_a_payout_reaches_the_bank(ana: User, bea: User) -> None:
    templates.payout_requested(payout="PO-1", seller=ana, cents=3200, fee_cents=200)
    assert balances(bea, ana) == {
        "seller_balance": -3200,
        "payouts_in_transit": 3000,
        "fee_income": 200,
    }
    templates.payout_sent(payout="PO-1", seller=ana, cents=3000)
    templates.payout_paid(payout="PO-1", seller=ana, cents=3000)
    assert balances(bea, ana) == {"seller_balance": -3200, "stripe": 3000, "fee_income": 200}


def test_a_failed_payout_returns_with_its_fee(ana: User, bea: User) -> None:
    templates.payout_requested(payout="PO-1", seller=ana, cents=3200, fee_cents=200)
    templates.payout_sent(payout="PO-1", seller=ana, cents=3000)
    templates.payout_recalled(payout="PO-1", seller=ana, cents=3000)
    templates.payout_failed(payout="PO-1", seller=ana, cents=3200, fee_cents=200)
    assert balances(bea, ana) == {}


def test_labels_fees_and_covered_refunds_are_our_cost(ana: User, bea: User) -> None:
    pay(bea, ana)
    templates.label_bought(order="PM-1", label="1", cents=520)
    templates.label_upgraded(order="PM-1", label="2", seller=ana, cents=500)
    templates.refund_covered(order="PM-1", refund="1", buyer=bea, cents=300)
    fee = templates.processing_fee_posting(payment="pi_1", source="txn_1", cents=173)
    assert [len(post_many([fee])) for _ in range(2)] == [1, 0]
    assert balances(bea, ana) == {
        "stripe": -4767,
        "stripe_fees": -173,
        "held_for_seller": 2700,
        "fee_income": 800,
        "shipping_income": 1149,
        "shipping_cost": -520,
        "carrier_payable": 520,
        "tax_payable": 291,
        "refunds": -300,
        "buyer_clearing:buyer": 300,
    }


def test_each_act_is_posted_once(ana: User, bea: User) -> None:
    pay(bea, ana)
    count = Entry.objects.count()
    pay(bea, ana)
    assert Entry.objects.count() == count
