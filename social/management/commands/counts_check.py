"""`manage.py counts_check`: lists every counter that differs from the rows it counts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from social.drift import drifts


class Command(BaseCommand):
    """What the nightly check does, by hand."""

    help = "List every counter of likes, shares, comments and follows that has drifted."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends with an error when a counter has drifted."""
        found = drifts()
        for drift in found:
            self.stdout.write(str(drift))
        if found:
            raise CommandError(f"{len(found)} counters have drifted.")
        self.stdout.write("All counters are exact.")
