"""What shipping tells the floors above.

Each is sent once per shipment (those of a label once per label), inside the transaction of the act,
with `shipment=` and `at=` (the carrier's own time for scans), so that what a receiver writes is
committed with the act or not at all.
"""

from django.dispatch import Signal

shipment_label_ready = Signal()
"""Also with `label=`."""
shipment_label_voided = Signal()
"""Also with `label=`, which had been bought and goes back to the carrier."""
shipment_accepted = Signal()
shipment_delivered = Signal()
shipment_returned = Signal()
shipment_lost = Signal()
"""No scan for 15 days; a later scan may still bring the parcel back to life."""
