"""Which addresses a parcel can go to."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from shipping.addresses import PostalAddress, Problems, address_problems, address_require

GOOD = PostalAddress("Ana Seller", "12 Sea View Road", "", "Palo Alto", "CA", "94301")
MILITARY = PostalAddress("Max Power", "PSC 802 Box 74", "", "APO", "AE", "09499")


@pytest.mark.parametrize(
    "address",
    [
        GOOD,
        MILITARY,
        replace(MILITARY, street1="USS Nimitz", city="FPO", state="AP", zip_code="96620-2820"),
        replace(GOOD, zip_code="94301-1234"),
        replace(GOOD, street1="PO Box 123"),
        replace(GOOD, street1="P.O. Box A12"),
        replace(GOOD, street1="Post Office Box #7"),
        replace(GOOD, name="李小龙"),
        replace(GOOD, city="San Juan", state="PR", zip_code="00901"),
        replace(GOOD, city="Hagåtña", state="GU", zip_code="96910"),
        replace(GOOD, city="Pago Pago", state="AS", zip_code="96799"),
        replace(GOOD, city="Fishers Island", state="NY", zip_code="06390"),
    ],
)
def test_it_lets_good_addresses_pass(address: PostalAddress) -> None:
    assert address_problems(address) == {}
    address_require(address)


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"name": " 42 "}, {"name": ["Write the name of the person who gets the parcel."]}),
        ({"street1": "-"}, {"street1": ["Write the street and number, or the PO box."]}),
        ({"city": ""}, {"city": ["Write the city."]}),
        (
            {"zip_code": "9430"},
            {"zip_code": ["A ZIP code has 5 digits, or 9 written as 12345-6789."]},
        ),
        (
            {"zip_code": "٩٤٣٠١"},
            {"zip_code": ["A ZIP code has 5 digits, or 9 written as 12345-6789."]},
        ),
        ({"zip_code": "00000"}, {"zip_code": ["No place in the US has the ZIP code 00000."]}),
        ({"zip_code": "10001"}, {"zip_code": ["ZIP code 10001 is in NY, not in CA."]}),
        ({"zip_code": "06390"}, {"zip_code": ["ZIP code 06390 is in CT or NY, not in CA."]}),
        (
            {"street2": "PO Box"},
            {"street2": ["Write the number of the PO box, for example PO Box 123."]},
        ),
        (
            {"city": "APO"},
            {"state": ["APO, FPO and DPO addresses have the state AA, AE or AP."]},
        ),
    ],
)
def test_it_says_what_is_wrong_beside_the_field(
    changes: dict[str, str], problems: Problems
) -> None:
    address = replace(GOOD, **changes)
    assert address_problems(address) == problems
    with pytest.raises(ValidationError) as refused:
        address_require(address)
    assert refused.value.message_dict == problems


def test_military_mail_needs_its_city_and_its_unit() -> None:
    problems = address_problems(replace(MILITARY, street1="5 Elm Street", city="Naples"))
    assert problems == {
        "city": ["For military mail write APO, FPO or DPO as the city."],
        "street1": ["For military mail write the unit, PSC, CMR or ship, and the box."],
    }


def test_it_names_every_problem_at_once() -> None:
    nothing = PostalAddress("", "", "", "", "", "")
    assert sorted(address_problems(nothing)) == ["city", "name", "street1", "zip_code"]
