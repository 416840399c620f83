"""Turns the plan's "so many minutes ago" into times."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Clock:
    """now: the moment the demo was loaded."""

    now: datetime

    def ago(self, minutes: float) -> datetime:
        """The time so many minutes before now."""
        return self.now - timedelta(minutes=minutes)
