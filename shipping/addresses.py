"""Postal addresses as a parcel carries them, and what makes one undeliverable.

Forms call `address_problems` and put each message beside its field; services call
`address_require`, so that no label is ever bought for an address that fails.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, fields
from typing import Protocol, Self

from django.core.exceptions import ValidationError

from shipping.postal import MILITARY_STATES, zip_states

ZIP = re.compile(r"[0-9]{5}(-[0-9]{4})?")
MILITARY_CITIES = frozenset({"APO", "FPO", "DPO"})
MILITARY_LINE = re.compile(r"\b(PSC|CMR|UNIT|BOX|USS|USNS|USCGC)\b", re.IGNORECASE)
PO_BOX = re.compile(r"\b(p\.?\s*o\.?\s*box|post\s+office\s+box)\b", re.IGNORECASE)
PO_BOX_NUMBER = re.compile(
    r"\b(p\.?\s*o\.?\s*box|post\s+office\s+box)\s+#?\s*[a-z]?-?\d+[a-z]?\b", re.IGNORECASE
)

Problems = dict[str, list[str]]


class AddressLike(Protocol):
    """What has the parts of an address: a saved address, a form's instance."""

    name: str
    street1: str
    street2: str
    city: str
    state: str
    zip_code: str


@dataclass(frozen=True)
class PostalAddress:
    """A US address as printed on a label; every part is text, `street2` may be empty."""

    name: str
    street1: str
    street2: str
    city: str
    state: str
    zip_code: str

    @classmethod
    def of(cls, source: AddressLike) -> Self:
        """Copy the parts of any object that names them alike."""
        return cls(**{part: getattr(source, part).strip() for part in cls.parts()})

    @classmethod
    def parts(cls) -> list[str]:
        """The names of the parts, which forms and models share."""
        return [part.name for part in fields(cls)]

    @property
    def zip5(self) -> str:
        return self.zip_code[:5]

    @property
    def last_line(self) -> str:
        return f"{self.city} {self.state} {self.zip_code}"

    @property
    def lines(self) -> list[str]:
        """The lines of the address in order, without empty ones."""
        every = [self.name, self.street1, self.street2, self.last_line]
        return [line for line in every if line.strip()]


def address_problems(address: PostalAddress) -> Problems:
    """What keeps a parcel from `address`: field name to messages, empty when it is fine."""
    problems: Problems = defaultdict(list)
    _check_filled(address, problems)
    _check_zip(address, problems)
    _check_po_box(address, problems)
    _check_military(address, problems)
    return dict(problems)


def address_require(address: PostalAddress) -> None:
    """Raise ValidationError by field when `address` has a problem."""
    problems = address_problems(address)
    if problems:
        raise ValidationError(problems)


def _check_filled(address: PostalAddress, problems: Problems) -> None:
    if not any(letter.isalpha() for letter in address.name):
        problems["name"].append("Write the name of the person who gets the parcel.")
    if not any(sign.isalnum() for sign in address.street1):
        problems["street1"].append("Write the street and number, or the PO box.")
    if not any(letter.isalpha() for letter in address.city):
        problems["city"].append("Write the city.")


def _check_zip(address: PostalAddress, problems: Problems) -> None:
    if not ZIP.fullmatch(address.zip_code):
        problems["zip_code"].append("A ZIP code has 5 digits, or 9 written as 12345-6789.")
        return
    states = zip_states(address.zip_code)
    if not states:
        problems["zip_code"].append(f"No place in the US has the ZIP code {address.zip_code}.")
    elif address.state not in states:
        problems["zip_code"].append(
            f"ZIP code {address.zip_code} is in {' or '.join(states)}, not in {address.state}."
        )


def _check_po_box(address: PostalAddress, problems: Problems) -> None:
    for part in ("street1", "street2"):
        line = getattr(address, part)
        if PO_BOX.search(line) and not PO_BOX_NUMBER.search(line):
            problems[part].append("Write the number of the PO box, for example PO Box 123.")


def _check_military(address: PostalAddress, problems: Problems) -> None:
    city_is_military = address.city.upper() in MILITARY_CITIES
    state_is_military = address.state in MILITARY_STATES
    if state_is_military and not city_is_military:
        problems["city"].append("For military mail write APO, FPO or DPO as the city.")
    if city_is_military and not state_is_military:
        problems["state"].append("APO, FPO and DPO addresses have the state AA, AE or AP.")
    if state_is_military and not MILITARY_LINE.search(f"{address.street1} {address.street2}"):
        problems["street1"].append(
            "For military mail write the unit, PSC, CMR or ship, and the box."
        )
