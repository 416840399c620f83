"""What bundles tell the floor above, inside the act's transaction."""

from django.dispatch import Signal

bundle_grew = Signal()
"""With `item=`, put in by its `added_by`."""
