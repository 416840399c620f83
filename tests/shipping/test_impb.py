"""The package code and its check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shipping.labels.impb import PackageBarcode, check_digit, pic_is_valid, pic_make, pic_readable

DIGITS = st.text("0123456789", min_size=21, max_size=21)


@pytest.mark.parametrize("pic", ["9400110898825022579493", "9205590164917312751089"])
def test_it_agrees_with_labels_that_the_postal_service_sold(pic: str) -> None:
    assert check_digit(pic[:-1]) == pic[-1]
    assert pic_is_valid(pic)


@given(st.integers(0, 10**10 - 1), st.text("0123456789", min_size=6, max_size=6))
def test_every_code_checks(serial: int, mailer_id: str) -> None:
    pic = pic_make(mailer_id=mailer_id, serial=serial)
    assert pic_is_valid(pic)
    assert pic[:11] == "93001" + mailer_id
    assert int(pic[11:21]) == serial


@given(DIGITS, st.integers(0, 21), st.integers(1, 9))
def test_one_wrong_digit_never_checks(body: str, at: int, by: int) -> None:
    pic = body + check_digit(body)
    wrong = pic[:at] + str((int(pic[at]) + by) % 10) + pic[at + 1 :]
    assert not pic_is_valid(wrong)


@pytest.mark.parametrize(
    ("mailer_id", "serial"),
    [("12345", 1), ("1234567", 1), ("12345a", 1), ("123456", -1), ("123456", 10**10)],
)
def test_it_refuses_what_does_not_fit(mailer_id: str, serial: int) -> None:
    with pytest.raises(ValueError, match=r"fit|has 6 digits"):
        pic_make(mailer_id=mailer_id, serial=serial)


@pytest.mark.parametrize("text", ["", "94001108988250225794", "94001108988250225794AB"])
def test_it_knows_what_is_no_code(text: str) -> None:
    assert not pic_is_valid(text)


def test_the_symbol_routes_first_and_reads_in_groups() -> None:
    barcode = PackageBarcode(zip5="94107", pic="9400110898825022579493")
    assert barcode.symbol == "\xf142094107\xf19400110898825022579493"
    assert barcode.readable == "9400 1108 9882 5022 5794 93"
    assert pic_readable("12345") == "1234 5"
