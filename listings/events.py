"""What listings tell the floors above.

Each is sent inside the transaction of the act, with `listing=` and `actor=` (a User or None), so
that what a receiver writes is committed with the act or not at all.
"""

from django.dispatch import Signal

listing_published = Signal()
listing_edited = Signal()
listing_status_changed = Signal()
"""Also with `from_status=`."""
price_dropped = Signal()
"""Also with `old_cents=` and `is_real=`: at least 10 % under the lowest price so far (L9)."""
price_drop_undone = Signal()
"""Also with `since=`: when the drop was made that is taken back."""
brand_merged = Signal()
"""With `brand=`, which is deleted next, and `into=`, which takes its place."""
pictures_wanted = Signal()
"""With `keys=` (a set) alone: a receiver returns those of them whose pictures it still shows."""
searches_matched = Signal()
"""With `alerts=`: new rows of SearchAlert for one listing that want to be told at once."""
search_digests_due = Signal()
"""With `digests=`: new rows of SearchDigest, a day's finds of a member each."""
mail_asked = Signal()
"""With `member=` and `at=` alone: a receiver returns when a mail may leave, None for never."""
