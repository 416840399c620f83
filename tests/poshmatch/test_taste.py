"""What a member's signals come to (F2)."""

import pytest
from django.core.cache import cache

from closets.models import User
from listings.models import Listing
from poshmatch.models import Signal
from poshmatch.services.signals import signal_record
from poshmatch.style import StyleModel
from poshmatch.taste import history_of, taste_of
from social.services.follows import brand_follow, brand_unfollow, closet_follow
from social.services.likes import listing_like, listing_unlike
from tests.poshmatch.conftest import BOHO, STREET
from tests.shop import brand, on_sale

Shop = dict[str, list[Listing]]


def test_it_is_the_newest_first_with_follows_in_their_place(ana: User, bea: User) -> None:
    old, new = on_sale(ana), on_sale(ana)
    row = brand("Free People")
    listing_like(user=bea, listing=old)
    brand_follow(user=bea, brand=row)
    closet_follow(user=bea, closet=ana.closet)
    listing_like(user=bea, listing=new)
    history = history_of(bea.pk)
    assert history.subjects == (new.pk, -2 * ana.closet.pk - 1, -2 * row.pk, old.pk)
    assert history.weights == (0.5, 0.3, 0.5, 0.5)
    assert [(one.brand, one.closet) for one in history.stand_ins] == [
        ("", str(ana.closet.pk)),
        ("Free People", ""),
    ]


def test_what_was_taken_back_does_not_count(ana: User, bea: User) -> None:
    dress, row = on_sale(ana), brand("Free People")
    listing_like(user=bea, listing=dress)
    listing_unlike(user=bea, listing=dress)
    brand_follow(user=bea, brand=row)
    brand_unfollow(user=bea, brand=row)
    assert history_of(bea.pk).subjects == ()
    cache.clear()
    listing_like(user=bea, listing=dress)
    assert history_of(bea.pk).subjects == (dress.pk,)


def test_signals_of_one_listing_add_up(ana: User, bea: User) -> None:
    dress = on_sale(ana)
    for kind in (Signal.Kind.LIKE, Signal.Kind.COMMENT, Signal.Kind.LESS):
        signal_record(user_id=bea.pk, kind=kind, listing_id=dress.pk)
    history = history_of(bea.pk)
    assert history.subjects == (dress.pk,)
    assert history.weights == pytest.approx((0.6,))


def test_only_the_last_two_hundred_count(ana: User, bea: User) -> None:
    dress = on_sale(ana)
    for number in range(250):
        signal_record(user_id=bea.pk, kind=Signal.Kind.LIKE, listing_id=dress.pk + number)
    assert len(history_of(bea.pk).subjects) == 200
    assert dress.pk not in history_of(bea.pk).subjects


def test_a_listing_that_is_gone_is_left_out(bea: User, model: StyleModel, shop: Shop) -> None:
    signal_record(user_id=bea.pk, kind=Signal.Kind.LIKE, listing_id=10**9)
    signal_record(user_id=bea.pk, kind=Signal.Kind.LIKE, listing_id=shop[BOHO][0].pk)
    assert taste_of(model, history_of(bea.pk)).strength == 1


def test_less_of_this_moves_the_taste_away(bea: User, model: StyleModel, shop: Shop) -> None:
    assert taste_of(model, history_of(bea.pk)).strength == 0
    signal_record(user_id=bea.pk, kind=Signal.Kind.LESS, listing_id=shop[STREET][0].pk)
    cache.clear()
    taste = taste_of(model, history_of(bea.pk))
    street = model.items.vectors[model.items.ids.searchsorted(shop[STREET][0].pk)]
    assert float(taste.long @ street) < 0
