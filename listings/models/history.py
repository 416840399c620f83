"""Append-only histories: who moved a listing to which state, and every price it had."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models

from listings.models.choices import Status
from listings.transitions import TRANSITIONS


def _allowed_moves() -> models.Q:
    moves = [
        models.Q(from_status=source, to_status__in=sorted(targets))
        for source, targets in TRANSITIONS.items()
    ]
    return reduce(or_, moves)


class ListingTransition(models.Model):
    """One move of a listing; the database refuses moves outside `TRANSITIONS`, and rewriting any.

    The same table binds `Listing.status` itself (migration 0009).
    """

    listing = models.ForeignKey(
        "listings.Listing", on_delete=models.CASCADE, related_name="transitions"
    )
    from_status = models.CharField(max_length=12, choices=Status.choices)
    to_status = models.CharField(max_length=12, choices=Status.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=_allowed_moves(), name="listing_move_allowed")
        ]


class PriceChange(models.Model):
    """One change of a listing's price, in cents (L9).

    The database refuses to change a row, and to delete one whose listing stays (migration 0009).
    """

    listing = models.ForeignKey(
        "listings.Listing", on_delete=models.CASCADE, related_name="price_changes"
    )
    old_cents = models.PositiveIntegerField()
    new_cents = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(old_cents=models.F("new_cents")), name="price_change_is_one"
            )
        ]

    @property
    def is_drop(self) -> bool:
        return self.new_cents < self.old_cents
