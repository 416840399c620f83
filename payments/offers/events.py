"""What offers tell the floor above, inside the act's transaction."""

from django.dispatch import Signal

offer_made = Signal()
"""With `offer=`, the buyer's first word."""
