"""`manage.py invariants_check`: is the database as the services promise?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from poshmark.invariants import CHECKS, broken_invariants


class Command(BaseCommand):
    """Ends with an error that names each broken check and how many rows break it."""

    help = "Checks that counters, histories, times and photos agree, over the whole database."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = broken_invariants()
        if broken:
            lines = (f"  {name}: {count} rows" for name, count in broken.items())
            raise CommandError("\n".join(["Broken:", *lines]))
        self.stdout.write(f"All {len(CHECKS) + 1} checks hold.")
