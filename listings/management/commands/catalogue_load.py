"""`manage.py catalogue_load`: departments, categories, sizes, style tags and brands."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from listings.catalogue.load import catalogue_load


class Command(BaseCommand):
    """Idempotent: every site runs it after `migrate`."""

    help = "Adds to the catalogue what is missing of departments, categories, sizes and brands."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--refresh", action="store_true", help="set rows that staff changed to the files again"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        added = catalogue_load(refresh=options["refresh"])
        said = ", ".join(f"{count} {kind}" for kind, count in sorted(added.items()))
        self.stdout.write(
            f"Catalogue: added {said}." if said else "Catalogue: nothing was missing."
        )
