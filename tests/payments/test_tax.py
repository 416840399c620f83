"""Sales tax by the embedded table (P9)."""

from datetime import date

import pytest

from payments.pricing import order_amounts
from payments.tax import TaxItem, tax_cents, tax_for
from payments.tax.states import STATES


@pytest.mark.parametrize(
    ("state", "clothing", "bag"),
    [
        ("PA", 0, 639),  # 6 % of 100.00 + 6.49; the shipping of exempt clothing is exempt
        ("NJ", 0, 706),
        ("MN", 0, 733),
        ("VT", 0, 639),
        ("NY", 0, 426),
        ("MA", 0, 625),  # shipping is not taxed
        ("RI", 0, 745),
        ("CA", 725, 725),
        ("TX", 666, 666),
        ("OR", 0, 0),
        ("PR", 0, 0),  # not in the table
    ],
)
def test_a_hundred_dollars_with_shipping(state: str, clothing: int, bag: int) -> None:
    assert tax_cents(10000, 649, state, "00000") == clothing
    assert tax_cents(10000, 649, state, "00000", is_clothing=False) == bag


@pytest.mark.parametrize(
    ("state", "price", "tax"),
    [
        ("NY", 10999, 0),
        ("NY", 11000, 440),
        ("MA", 17500, 0),
        ("MA", 20000, 156),  # 6.25 % of 25.00
        ("RI", 25000, 0),
        ("RI", 30000, 350),  # 7 % of 50.00
    ],
)
def test_exemptions_end_at_their_limit(state: str, price: int, tax: int) -> None:
    assert tax_cents(price, 0, state, "00000") == tax


def test_limits_hold_for_each_item_of_a_bundle() -> None:
    items = [TaxItem(10000), TaxItem(10000)]
    quote = tax_for(items, shipping_cents=649, state="NY", zip_code="10001")
    assert quote.total_cents == 0


def test_shipping_is_taxed_in_proportion() -> None:
    items = [TaxItem(3000), TaxItem(1000, is_clothing=False)]
    quote = tax_for(items, shipping_cents=800, state="PA", zip_code="19019")
    assert (quote.item_tax_cents, quote.shipping_tax_cents) == (60, 12)


def test_the_table_has_every_state() -> None:
    assert len(STATES) == 51
    assert all(0 <= state.rate <= 7250 for state in STATES.values())


@pytest.mark.parametrize("name", STATES)
def test_every_state_says_where_its_rules_are_written_and_as_of_when(name: str) -> None:
    state = STATES[name]
    assert all(len(source.name) > 10 for source in state.sources)
    assert all(date(2023, 1, 1) < source.as_of <= date(2026, 1, 1) for source in state.sources)
    assert (state.clothing.limit_cents is None) == (len(state.sources) == 2)


def test_clothing_is_exempt_in_seven_states() -> None:
    exempt = {name: state for name, state in STATES.items() if state.clothing.law}
    assert set(exempt) == {"MA", "MN", "NJ", "NY", "PA", "RI", "VT"}
    for name, state in exempt.items():
        assert tax_cents(10_999, 649, name, "00000") == 0
        assert tax_cents(10_999, 0, name, "00000", is_clothing=False) == _half_up(
            10_999 * state.rate
        )


@pytest.mark.parametrize("name", STATES)
def test_what_is_no_clothing_is_taxed_alike_everywhere(name: str) -> None:
    state = STATES[name]
    quote = tax_for(
        [TaxItem(5_000, is_clothing=False)], shipping_cents=649, state=name, zip_code="00000"
    )
    assert quote.item_tax_cents == _half_up(5_000 * state.rate)
    assert quote.shipping_tax_cents == (_half_up(649 * state.rate) if state.taxes_shipping else 0)


def _half_up(cents_times_rate: int) -> int:
    return (cents_times_rate + 50_000) // 100_000


def test_an_order_is_priced_in_one_place() -> None:
    amounts = order_amounts(
        [TaxItem(4000)],
        shipping_cents=649,
        shipping_discount_cents=100,
        state="ca",
        zip_code="94103",
        balance_cents=500,
    )
    assert amounts.total_cents == 4000 + 549 + 290
    assert (amounts.card_cents, amounts.seller_cents) == (4339, 3100)
