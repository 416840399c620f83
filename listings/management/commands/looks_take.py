"""`manage.py looks_take`: how the covers look, of all photos that have no look yet."""

from typing import Any

from django.core.management.base import BaseCommand

from listings.services.looks import looks_take_all


class Command(BaseCommand):
    """Idempotent; new photos are looked at within a minute by themselves."""

    help = "Takes the looks of all covers that have none."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Looked at {looks_take_all():,} pictures.")
