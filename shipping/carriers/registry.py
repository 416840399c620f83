"""Find a carrier by its code."""

from django.conf import settings

from shipping.carriers.base import Carrier
from shipping.carriers.easypost.carrier import EasyPostCarrier
from shipping.carriers.embedded.carrier import EmbeddedCarrier

_KNOWN: list[Carrier] = [EmbeddedCarrier(), EasyPostCarrier()]
_CARRIERS: dict[str, Carrier] = {carrier.code: carrier for carrier in _KNOWN}


class UnknownCarrier(LookupError):
    """No carrier has this code."""


def carrier_get(code: str) -> Carrier:
    """The carrier with this code; UnknownCarrier when there is none."""
    try:
        return _CARRIERS[code]
    except KeyError:
        raise UnknownCarrier(code) from None


def carrier_default() -> Carrier:
    """The carrier that new labels are bought from."""
    return carrier_get(settings.SHIPPING_CARRIER)
