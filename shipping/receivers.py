"""What shipping does when others tell it something."""

from datetime import UTC, datetime
from typing import Any

from django.apps import apps as installed_apps
from django.apps.registry import Apps

OPENING = datetime(2020, 1, 1, tzinfo=UTC)


def rate_card_open(using: str, apps: Apps = installed_apps, **kwargs: Any) -> None:
    """A database just made gets the first rate card, so that parcels have a price."""
    try:
        cards = apps.get_model("shipping", "RateCard")._default_manager.using(using)
    except LookupError:
        return  # the tables were just taken away
    if not cards.exists():
        cards.create(effective_from=OPENING, note="Opening rates")
