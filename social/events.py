"""What the community tells the floors above, inside the act's transaction.

Each carries `user=` and `taken_back=` (True when the act is undone), and its object.
"""

from django.dispatch import Signal

listing_liked = Signal()
listing_shared = Signal()
listing_commented = Signal()
closet_followed = Signal()
brand_followed = Signal()
