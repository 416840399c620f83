"""A parcel from one member to another."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from shipping.addresses import PostalAddress
from shipping.models.rates import RateCard, WeightClass
from shipping.transitions import MOVING, Status


class ShipmentQuerySet(models.QuerySet["Shipment"]):
    """Shipments, shaped for pages and sweeps."""

    def seen_by(self, user: User) -> Self:
        """Those whose way the member may follow: as sender, as recipient, as staff."""
        if user.is_staff:
            return self.all()
        return self.filter(models.Q(sender=user) | models.Q(recipient=user))

    def sent_by(self, user: User) -> Self:
        """Those whose label the member may print: as sender, as staff."""
        return self.all() if user.is_staff else self.filter(sender=user)

    def label_due(self, now: datetime) -> Self:
        """Those that wait for a label whose time has come."""
        return self.filter(status=Status.LABEL_PENDING, label_due_at__lte=now)

    def poll_due(self, now: datetime) -> Self:
        """Those on their way of which the carrier should be asked."""
        return self.filter(status__in=[Status.LABEL_READY, *MOVING], poll_at__lte=now)


def _part(max_length: int, *, blank: bool = False) -> models.CharField[str, str]:
    return models.CharField(max_length=max_length, blank=blank)


class Shipment(models.Model):
    """One parcel with its own copy of both addresses; `reference` is its public name.

    The sender's address may be missing at first (all parts empty): then the label waits for it.
    """

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="shipments_sent"
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="shipments_received"
    )
    from_name = _part(60, blank=True)
    from_street1 = _part(60, blank=True)
    from_street2 = _part(60, blank=True)
    from_city = _part(40, blank=True)
    from_state = _part(2, blank=True)
    from_zip_code = _part(10, blank=True)
    to_name = _part(60)
    to_street1 = _part(60)
    to_street2 = _part(60, blank=True)
    to_city = _part(40)
    to_state = _part(2)
    to_zip_code = _part(10)
    contents = ArrayField(
        models.CharField(max_length=200), default=list, blank=True, help_text="One line a thing."
    )
    note = models.CharField(max_length=200, blank=True, help_text="Printed on the packing slip.")
    weight_lb = models.DecimalField(max_digits=4, decimal_places=1)
    weight_class = models.PositiveSmallIntegerField(choices=WeightClass.choices)
    rate_card = models.ForeignKey(RateCard, on_delete=models.PROTECT, related_name="+")
    buyer_cents = models.PositiveIntegerField()
    seller_cents = models.PositiveIntegerField()
    carrier = models.CharField(max_length=20)
    tracking_number = models.CharField(max_length=40, unique=True, null=True, blank=True)
    status = models.CharField(
        max_length=16, choices=Status.choices, default=Status.LABEL_PENDING, db_index=True
    )
    status_at = models.DateTimeField(default=timezone.now)
    expected_on = models.DateField(null=True, blank=True)
    label_due_at = models.DateTimeField(null=True, blank=True)
    label_problem = models.CharField(max_length=300, blank=True)
    last_scan_at = models.DateTimeField(null=True, blank=True)
    poll_at = models.DateTimeField(null=True, blank=True)
    polls = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ShipmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="shipment_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(weight_class__in=WeightClass.values),
                name="shipment_weight_class_known",
            ),
            models.CheckConstraint(
                condition=models.Q(weight_lb__gt=0, weight_lb__lte=models.F("weight_class")),
                name="shipment_weight_is_in_its_class",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[Status.LABEL_PENDING, Status.VOIDED])
                | models.Q(tracking_number__isnull=False),
                name="shipment_with_label_has_number",
            ),
        ]
        indexes = [
            models.Index(
                fields=["label_due_at"],
                name="shipment_label_due",
                condition=models.Q(status=Status.LABEL_PENDING),
            ),
            models.Index(
                fields=["poll_at"],
                name="shipment_poll_due",
                condition=models.Q(status__in=[Status.LABEL_READY, *MOVING]),
            ),
        ]

    def __str__(self) -> str:
        return f"Parcel {self.short_reference}"

    def get_absolute_url(self) -> str:
        return reverse("shipping:shipment", args=[self.reference])

    @property
    def short_reference(self) -> str:
        """Eight letters for the eye, as printed on label and slip."""
        return self.reference.hex[:8].upper()

    @property
    def from_address(self) -> PostalAddress:
        return self._address("from")

    @from_address.setter
    def from_address(self, address: PostalAddress) -> None:
        self._copy("from", address)

    @property
    def to_address(self) -> PostalAddress:
        return self._address("to")

    @to_address.setter
    def to_address(self, address: PostalAddress) -> None:
        self._copy("to", address)

    @property
    def is_waiting_for_address(self) -> bool:
        """Whether the label cannot be made because nobody said where the parcel starts."""
        return self.status == Status.LABEL_PENDING and not self.from_zip_code

    def _address(self, side: str) -> PostalAddress:
        return PostalAddress(
            **{part: getattr(self, f"{side}_{part}") for part in PostalAddress.parts()}
        )

    def _copy(self, side: str, address: PostalAddress) -> None:
        for part in PostalAddress.parts():
            setattr(self, f"{side}_{part}", getattr(address, part))
