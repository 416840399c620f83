"""What orders tell the floor above, inside the act's transaction."""

from django.dispatch import Signal

order_placed = Signal()
"""With `order=` and `lines=`."""
