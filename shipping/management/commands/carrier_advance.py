"""`manage.py carrier_advance [--shipment REF] [--to delivered]`: hurry the simulated network."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from shipping.carriers.embedded.network import parcel_advance
from shipping.models import EmbeddedParcel, ScanKind, Shipment

TARGETS = [kind.value for kind in ScanKind if kind != ScanKind.NOTICE]


class Command(BaseCommand):
    help = "Let the embedded carrier make the next scans of one parcel, or of all, now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--shipment", help="the shipment's reference or tracking number")
        parser.add_argument("--to", choices=TARGETS, help="stop after this scan; else one scan")

    def handle(self, **options: Any) -> None:
        to = ScanKind(options["to"]) if options["to"] else None
        sent = sum(parcel_advance(parcel, to=to) for parcel in _parcels(options["shipment"]))
        self.stdout.write(f"{sent} scans sent.")


def _parcels(name: str | None) -> list[EmbeddedParcel]:
    parcels = EmbeddedParcel.objects.filter(voided_at=None).order_by("pk")
    if name is None:
        return list(parcels.filter(scans__sent_at=None).distinct())
    return [parcels.get(tracking_number=_number(name))]


def _number(name: str) -> str:
    if name.isdecimal():
        found = Shipment.objects.filter(tracking_number=name).first()
    else:
        found = _by_reference(name)
    if found is None or found.tracking_number is None or found.carrier != "embedded":
        raise CommandError(f"The embedded carrier has no parcel {name}.")
    return found.tracking_number


def _by_reference(name: str) -> Shipment | None:
    try:
        return Shipment.objects.filter(reference=name).first()
    except ValidationError:
        return None
