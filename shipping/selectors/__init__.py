"""Every read about parcels that a page or another floor needs."""

from shipping.selectors.rates import (
    RateQuote,
    rate_card_current,
    rate_quote,
    rate_quotes,
    weight_class_for,
)
from shipping.selectors.timeline import (
    ParcelCard,
    Timeline,
    TimelineStep,
    parcel_card,
    shipment_timeline,
)

__all__ = [
    "ParcelCard",
    "RateQuote",
    "Timeline",
    "TimelineStep",
    "parcel_card",
    "rate_card_current",
    "rate_quote",
    "rate_quotes",
    "shipment_timeline",
    "weight_class_for",
]
