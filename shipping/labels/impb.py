"""The Postal Service's package barcode (IMpb): a routing ZIP and a package code in one GS1-128.

The package identification code (PIC) has 22 digits: the application identifier 93, a service type
of three digits, a mailer id of six, a serial of ten, and a check digit (mod 10, weights 3 and 1
from the right).
"""

from dataclasses import dataclass

FNC1 = "\xf1"
ROUTING = "420"
PIC_LENGTH = 22
APPLICATION = "93"
GROUND_ADVANTAGE = "001"
SERIAL_DIGITS = 10
MAILER_DIGITS = 6


@dataclass(frozen=True)
class PackageBarcode:
    """One parcel's barcode: where it goes and its 22-digit package code."""

    zip5: str
    pic: str

    @property
    def symbol(self) -> str:
        """What the Code 128 encoder is given; FNC1 marks it as GS1 and ends the routing."""
        return f"{FNC1}{ROUTING}{self.zip5}{FNC1}{self.pic}"

    @property
    def readable(self) -> str:
        """The package code in groups of four, as printed under the bars."""
        return pic_readable(self.pic)


def check_digit(digits: str) -> str:
    """The digit that makes `digits` a valid package code."""
    total = sum(int(digit) * (1 if at % 2 else 3) for at, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def pic_make(*, mailer_id: str, serial: int, service_type: str = GROUND_ADVANTAGE) -> str:
    """Compose a package code; ValueError when the mailer id or the serial does not fit."""
    if len(mailer_id) != MAILER_DIGITS or not mailer_id.isdigit():
        raise ValueError(f"A mailer id has {MAILER_DIGITS} digits, not {mailer_id!r}.")
    if not 0 <= serial < 10**SERIAL_DIGITS:
        raise ValueError(f"Serial {serial} does not fit into {SERIAL_DIGITS} digits.")
    body = f"{APPLICATION}{service_type}{mailer_id}{serial:0{SERIAL_DIGITS}d}"
    return body + check_digit(body)


def pic_is_valid(pic: str) -> bool:
    """Whether `pic` has 22 digits and the last one checks the others."""
    return (
        len(pic) == PIC_LENGTH
        and pic.isascii()
        and pic.isdecimal()
        and check_digit(pic[:-1]) == pic[-1]
    )


def pic_readable(pic: str) -> str:
    """`9300 1000 …`: groups of four for the eye."""
    return " ".join(pic[at : at + 4] for at in range(0, len(pic), 4))
