"""An order's amounts and what a refund takes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.amounts import OrderAmounts, refund_part, refund_whole
from payments.fees import fee_cents


def amounts_of(item_cents: int, **others: int) -> OrderAmounts:
    defaults = {
        "shipping_cents": 649,
        "item_tax_cents": 0,
        "shipping_tax_cents": 0,
        "fee_cents": fee_cents(max(item_cents, 0)),
    }
    return OrderAmounts(item_cents=item_cents, **(defaults | others))


def test_amounts_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="never negative"):
        amounts_of(-1)
    with pytest.raises(ValueError, match="More is taken"):
        amounts_of(300, fee_cents=301)
    with pytest.raises(ValueError, match="More is taken"):
        amounts_of(300, balance_cents=950)


def test_no_more_is_refunded_than_is_left() -> None:
    with pytest.raises(ValueError, match="More than is left"):
        refund_part(amounts_of(4000), item_cents=3001, already_cents=1000)


@given(
    item=st.integers(300, 10**7),
    tax=st.integers(0, 10**6),
    parts=st.lists(st.integers(1, 10**6), max_size=6),
)
def test_partial_refunds_add_up_to_the_whole(item: int, tax: int, parts: list[int]) -> None:
    amounts = amounts_of(item, item_tax_cents=tax, shipping_tax_cents=7)
    refunds, done = [], 0
    for part in [*parts, item]:
        given_back = min(part, item - done)
        refunds.append(refund_part(amounts, item_cents=given_back, already_cents=done))
        done += given_back
    refunds.append(refund_part(amounts, item_cents=0, already_cents=item, with_shipping=True))
    whole = refund_whole(amounts)
    for name in ("total_cents", "fee_cents", "tax_cents", "item_cents", "seller_cents"):
        assert sum(getattr(refund, name) for refund in refunds) == getattr(whole, name)
    assert (whole.total_cents, whole.fee_cents) == (amounts.total_cents, amounts.fee_cents)
    assert all(refund.tax_cents >= 0 and refund.fee_cents >= 0 for refund in refunds)
