"""What orders tell the floor above, inside the act's transaction."""

from django.dispatch import Signal

order_placed = Signal()
"""With `order=` and `lines=`."""
payment_refused = Signal()
"""With `checkout=`, which is open again for another card."""
checkout_over = Signal()
"""With `checkout=`, given up without a payment; its items are on sale again."""
