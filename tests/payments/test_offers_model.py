"""Offers against a model of them, act by act (O1): whatever two sellers' items and three buyers do.

The model is a page of plain Python that knows no database, lock or payment: who is asked, at what
price, until when. After every act it and the site must say the same, and money must add up.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from closets.models import User
from listings.models import Listing
from listings.refusals import ListingLocked
from listings.services.prices import price_change
from payments.models import Entry, Offer, Order, SavedCard
from payments.offers.answering import (
    offer_accept,
    offer_counter,
    offer_decline,
    offer_withdraw,
)
from payments.offers.making import offer_make
from payments.offers.sweeps import offers_close_gone, offers_expire
from payments.offers.transitions import OfferRefused
from payments.orders.checkout import CheckoutClosed, checkout_release
from payments.orders.opening import SomebodyFaster
from payments.orders.payment import checkout_pay
from payments.orders.sweeps import checkouts_sweep
from social.guards import ActRefused
from tests.payments.haggling import (
    ASKS_LATER,
    FAILS_LATER,
    GOOD_CARD,
    HOME,
    fresh,
    kept_card,
)
from tests.payments.shop import PALO_ALTO, address, balances, charged, hang
from tests.people import person

REFUSED = (OfferRefused, ActRefused, SomebodyFaster, CheckoutClosed, ListingLocked)
TOKENS = [GOOD_CARD, FAILS_LATER, ASKS_LATER]
WAITING = {"seller", "buyer"}
LIVE = {*WAITING, "accepted"}
numbers = count()


@dataclass
class Talk:
    """An offer as the model sees it, in cents: what both said last, and what is on the table.

    pays: "later" when another card is awaited, "bank" while the buyer's bank asks them.
    """

    buyer: User
    item: int
    token: str
    status: str
    said: int
    asked: int | None
    until: datetime
    table: int
    pays: str = ""


class Haggling(RuleBasedStateMachine):
    """Ana's two items and three buyers, each with a good, a failing and a questioning card."""

    def __init__(self) -> None:
        super().__init__()
        self.before = transaction.savepoint()
        number = next(numbers)
        self.clock = time_machine.travel(timezone.now(), tick=False)
        self.time = self.clock.start()
        self.seller = person(f"seller{number}")
        address(self.seller, PALO_ALTO, is_default_from=True)
        self.items = [hang(self.seller, f"Item {n}") for n in range(2)]
        self.prices = {item.pk: 4500 for item in self.items}
        self.sold: set[int] = set()
        self.buyers = [person(f"buyer{number}x{n}") for n in range(3)]
        self.cards: dict[tuple[int, str], SavedCard] = {}
        self.talks: dict[int, Talk] = {}
        self.charges_before = Counter(charged())

    def teardown(self) -> None:
        self.clock.stop()
        transaction.savepoint_rollback(self.before)  # a failed query stops no later example

    # --- what the model knows ---------------------------------------------------------------------

    def held(self, item: int) -> bool:
        return any(t.item == item and t.status == "accepted" for t in self.talks.values())

    def on_sale(self, item: int) -> bool:
        return item not in self.sold and not self.held(item)

    def pick(self, which: int) -> int:
        return list(self.talks)[which % len(self.talks)]

    def card(self, buyer: User, token: str) -> SavedCard:
        if (buyer.pk, token) not in self.cards:
            self.cards[buyer.pk, token] = kept_card(buyer, token)
        return self.cards[buyer.pk, token]

    def does(self, expected: bool, act: Any) -> Any:
        """The site does it exactly when the model expects that."""
        try:
            answer = act()
        except REFUSED as refused:
            assert not expected, refused
            return None
        assert expected
        return answer

    # --- acts -------------------------------------------------------------------------------------

    @rule(
        buyer=st.integers(0, 2),
        item=st.integers(0, 1),
        cents=st.sampled_from([1799, 1800, 3000, 3500, 4499, 4500]),
        token=st.sampled_from(TOKENS),
    )
    def make(self, buyer: int, item: int, cents: int, token: str) -> None:
        who, what = self.buyers[buyer], self.items[item].pk
        price = self.prices[what]
        live = any(
            t.buyer == who and t.item == what and t.status in LIVE for t in self.talks.values()
        )
        fits = -(-price * 40 // 100) <= cents < price
        answer = self.does(
            self.on_sale(what) and not live and fits,
            lambda: offer_make(
                buyer=who,
                listing=Listing.objects.get(pk=what),
                cents=cents,
                address=HOME,
                card=self.card(who, token),
            ),
        )
        if answer:
            until = timezone.now() + timedelta(hours=24)
            self.talks[answer.offer.pk] = Talk(
                who, what, token, "seller", cents, None, until, cents
            )

    @precondition(lambda self: self.talks)
    @rule(which=st.integers(0, 99), by_seller=st.booleans())
    def accept(self, which: int, by_seller: bool) -> None:
        pk = self.pick(which)
        talk = self.talks[pk]
        if talk.status in {"accepted", "paid", "unpaid"}:  # once more is not an answer
            offer_accept(offer=fresh(Offer(pk=pk)), actor=self.seller)
            return
        asked = talk.status == ("seller" if by_seller else "buyer")
        actor = self.seller if by_seller else talk.buyer
        answer = self.does(
            asked and self.on_sale(talk.item),
            lambda: offer_accept(offer=fresh(Offer(pk=pk)), actor=actor),
        )
        if not answer:
            return
        talk.until = timezone.now() + timedelta(hours=12)
        if talk.token == GOOD_CARD:
            self._pays(talk)
        else:
            talk.status = "accepted"
            talk.pays = "bank" if talk.token == ASKS_LATER and not by_seller else "later"

    @precondition(lambda self: self.talks)
    @rule(
        which=st.integers(0, 99),
        by_seller=st.booleans(),
        cents=st.sampled_from([3000, 3001, 3600, 3900, 4200, 4499, 4500]),
    )
    def counter(self, which: int, by_seller: bool, cents: int) -> None:
        pk = self.pick(which)
        talk = self.talks[pk]
        actor = self.seller if by_seller else talk.buyer
        top = min(self.prices[talk.item], talk.asked or 10**9)
        fits = talk.said < cents < top and cents >= -(-self.prices[talk.item] * 40 // 100)
        answer = self.does(
            talk.status == ("seller" if by_seller else "buyer")
            and self.on_sale(talk.item)
            and fits,
            lambda: offer_counter(offer=fresh(Offer(pk=pk)), actor=actor, cents=cents),
        )
        if answer:
            talk.status = "buyer" if by_seller else "seller"
            talk.table = cents
            talk.until = timezone.now() + timedelta(hours=24)
            if by_seller:
                talk.asked = cents
            else:
                talk.said = cents

    @precondition(lambda self: self.talks)
    @rule(which=st.integers(0, 99), by_seller=st.booleans(), decline=st.booleans())
    def end(self, which: int, by_seller: bool, decline: bool) -> None:
        pk = self.pick(which)
        talk = self.talks[pk]
        actor = self.seller if by_seller else talk.buyer
        asked = talk.status == ("seller" if by_seller else "buyer")
        act = offer_decline if decline else offer_withdraw
        if self.does(
            talk.status in WAITING and asked == decline,
            lambda: act(offer=fresh(Offer(pk=pk)), actor=actor),
        ):
            talk.status = "declined" if decline else "withdrawn"

    @precondition(lambda self: any(t.status == "accepted" for t in self.talks.values()))
    @rule(which=st.integers(0, 9), give_back=st.booleans())
    def pay_or_give_back(self, which: int, give_back: bool) -> None:
        waiting = [pk for pk, talk in self.talks.items() if talk.status == "accepted"]
        pk = waiting[which % len(waiting)]
        talk, checkout = self.talks[pk], fresh(Offer(pk=pk)).checkout
        assert checkout is not None
        if give_back:
            assert checkout_release(checkout=checkout) == (talk.pays == "later")
            if talk.pays == "later":
                talk.status = "unpaid"
            return
        checkout_pay(checkout=checkout, payment_method="pm_card_visa")
        if talk.pays == "later":
            self._pays(talk)

    @rule(item=st.integers(0, 1), cents=st.sampled_from([3200, 4000, 4500]))
    def change_price(self, item: int, cents: int) -> None:
        row = Listing.objects.get(pk=self.items[item].pk)
        try:
            price_change(actor=self.seller, listing=row, price_cents=cents)
        except ListingLocked:
            assert not self.on_sale(row.pk)
            return
        assert self.on_sale(row.pk)
        self.prices[row.pk] = cents

    @rule(hours=st.sampled_from([1, 11, 13, 25]))
    def time_passes(self, hours: int) -> None:
        self.time.shift(timedelta(hours=hours))
        now = timezone.now()
        checkouts_sweep()
        offers_expire()
        offers_close_gone()
        for talk in self.talks.values():
            if talk.status == "accepted" and talk.until <= now:
                talk.status = "unpaid"
            elif talk.status in WAITING and talk.until <= now:
                talk.status = "expired"
            elif talk.status in WAITING and talk.item in self.sold:
                talk.status = "closed"

    def _pays(self, talk: Talk) -> None:
        talk.status = "paid"
        self.sold.add(talk.item)

    # --- what always holds ------------------------------------------------------------------------

    @invariant()
    def the_site_says_what_the_model_says(self) -> None:
        rows = Offer.objects.filter(pk__in=self.talks)
        found = {row.pk: (row.status, row.amount_cents) for row in rows}
        assert found == {pk: (talk.status, talk.table) for pk, talk in self.talks.items()}

    @invariant()
    def no_pair_has_two_live_offers(self) -> None:
        live = Offer.objects.live().filter(closet=self.seller.closet)
        pairs = Counter(live.values_list("buyer", "listing"))
        assert max(pairs.values(), default=0) <= 1

    @invariant()
    def no_item_is_sold_twice_and_money_adds_up(self) -> None:
        orders = Order.objects.placed().filter(closet=self.seller.closet)
        items = Counter(orders.values_list("lines__listing", flat=True))
        assert items == Counter(self.sold)
        assert Counter(charged()) == self.charges_before + Counter(
            order.total_cents for order in orders
        )
        books = balances(self.seller, *self.buyers)
        theirs = {name: cents for name, cents in books.items() if ":" in name}
        earned = sum(order.amounts.seller_cents for order in orders)
        held = f"held_for_seller:{self.seller.username}"
        assert theirs == ({held: earned} if earned else {})
        assert Entry.objects.aggregate(cents=Sum("amount_cents"))["cents"] in {0, None}
        for item in self.items:
            status = Listing.objects.values_list("status", flat=True).get(pk=item.pk)
            expected = "sold" if item.pk in self.sold else "available"
            assert status == ("reserved" if self.held(item.pk) else expected)


@pytest.mark.timeout(600)
def test_the_site_and_the_model_never_disagree(db: None) -> None:
    run_state_machine_as_test(
        Haggling,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
