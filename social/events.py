"""What the community tells the floors above, inside the act's transaction.

Each act carries `user=` and `taken_back=` (True when the act is undone), and its object.
"""

from typing import NamedTuple

from django.dispatch import Signal

listing_liked = Signal()
listing_shared = Signal()
listing_commented = Signal()
closet_followed = Signal()
brand_followed = Signal()


class Unwanted(NamedTuple):
    """Ids of what a member wants to see no more."""

    closets: set[int]
    brands: set[int]


unwanted_asked = Signal()
"""With `user_id=` alone: a receiver returns an Unwanted."""
