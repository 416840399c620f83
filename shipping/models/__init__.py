"""Parcels and what belongs to them."""

from shipping.models.embedded import EmbeddedParcel, EmbeddedScan
from shipping.models.label import Label
from shipping.models.rates import RateCard, WeightClass
from shipping.models.shipment import Shipment, ShipmentQuerySet
from shipping.models.tracking import CarrierWebhook, ScanKind, TrackingEvent

__all__ = [
    "CarrierWebhook",
    "EmbeddedParcel",
    "EmbeddedScan",
    "Label",
    "RateCard",
    "ScanKind",
    "Shipment",
    "ShipmentQuerySet",
    "TrackingEvent",
    "WeightClass",
]
