"""What follows from what happens to listings, on this floor."""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from listings import events, tasks
from listings.models import Listing, Matching


@receiver(events.listing_published)
def hold_against_saved_searches(sender: type[Listing], *, listing: Listing, **_: Any) -> None:
    """Members who wait for such a thing will hear of it."""
    _match(Matching(listing=listing))


@receiver(events.price_dropped)
def hold_against_those_it_was_too_dear_for(
    sender: type[Listing], *, listing: Listing, old_cents: int, **_: Any
) -> None:
    """Members whose limit it came under will hear of it."""
    _match(Matching(listing=listing, was_cents=old_cents))


def _match(matching: Matching) -> None:
    matching.save()
    transaction.on_commit(partial(tasks.matching_task.delay, matching.pk))
