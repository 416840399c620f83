"""Cases (C1, C2): what a buyer says is wrong, what was answered, decided and sent back."""

from functools import reduce
from operator import or_
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from closets.models import User
from closets.models.closet import photo_url
from payments.cases.transitions import CLOSED, TRANSITIONS, CaseStatus
from payments.models.order import Order
from payments.models.refund import SECOND_PERSON_CENTS
from shipping.models import Shipment

Status = CaseStatus
AWAY = [Status.RETURNING, Status.RETURNED]


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases, shaped for pages and sweeps."""

    def seen_by(self, user: User) -> Self:
        """Those in which the member is buyer or seller."""
        return self.filter(Q(order__buyer=user) | Q(order__closet__user=user))

    def for_pages(self) -> Self:
        return self.select_related(
            *("order__closet__user", "order__buyer__closet", "order__checkout"),
            *("order__shipment", "return_shipment"),
        )


class Case(models.Model):
    """One complaint about one delivered order; its money is held until the case is closed.

    due_at: when the state ends by itself, None for those that wait for staff; remind_at: when
    whoever is asked hears of it once more. offer_cents: of the item price, what the seller offers.
    return_sent_at, returned_at: the first scan of the parcel that goes back, and its delivery.
    """

    class Reason(models.TextChoices):
        NOT_RECEIVED = "not_received", "It never arrived"
        DAMAGED = "damaged", "Damage that was not shown"
        WRONG = "wrong", "Wrong or missing item"
        NOT_AS_DESCRIBED = "not_described", "Not as described"
        NOT_AUTHENTIC = "not_authentic", "Not authentic"

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="case")
    reason = models.CharField(max_length=14, choices=Reason.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    due_at = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)
    offer_cents = models.PositiveIntegerField(null=True)
    return_shipment = models.OneToOneField(
        Shipment, null=True, on_delete=models.PROTECT, related_name="case"
    )
    return_sent_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="case_status_known"),
            models.CheckConstraint(
                condition=Q(status__in=sorted(CLOSED), closed_at__isnull=False, due_at=None)
                | (~Q(status__in=sorted(CLOSED)) & Q(closed_at=None)),
                name="case_closed_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.OFFERED) | Q(offer_cents__gt=0),
                name="case_offered_is_something",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=AWAY) | Q(return_shipment__isnull=False),
                name="case_return_has_parcel",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="case_due", condition=Q(due_at__isnull=False)),
            models.Index(
                fields=["remind_at"], name="case_remind", condition=Q(remind_at__isnull=False)
            ),
            models.Index(
                fields=["opened_at"],
                name="case_with_staff",
                condition=Q(status__in=[Status.REVIEW, Status.APPEALED]),
            ),
        ]

    def __str__(self) -> str:
        return f"Case of {self.order}"

    def get_absolute_url(self) -> str:
        return reverse("payments:case", args=[self.order.number])

    @property
    def is_closed(self) -> bool:
        return self.status in CLOSED


def _allowed_moves() -> Q:
    begins = Q(from_status="", to_status=Status.OPEN)
    moves = [
        Q(from_status=source, to_status__in=sorted(targets))
        for source, targets in TRANSITIONS.items()
        if targets
    ]
    return reduce(or_, moves, begins)


class CaseMove(models.Model):
    """One move of a case, by the site when actor is None; the database refuses others."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="moves")
    from_status = models.CharField(max_length=10, choices=Status.choices, blank=True)
    to_status = models.CharField(max_length=10, choices=Status.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    what = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=_allowed_moves(), name="case_move_allowed")]


class CaseMessage(models.Model):
    """What one side or our staff wrote, with pictures by their content's hash."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_staff = models.BooleanField(default=False)
    body = models.TextField(max_length=2000, blank=True)
    photos = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(body="") | ~Q(photos=[]), name="case_message_says_something"
            )
        ]

        indexes = [GinIndex(fields=["photos"], name="case_message_photos")]

    @property
    def pictures(self) -> list[tuple[str, str]]:
        """(small, whole) address of each picture."""
        return [pictures_of(key) for key in self.photos]


class CaseDecision(models.Model):
    """What staff decided, by which rule and why; appealed once, then decided by somebody else.

    item_cents: of the item price, for a refund in part; refund_cents: what the buyer gets by it,
    above SECOND_PERSON_CENTS proposed_by another. appeal_of: the decision that it revises.
    """

    class Outcome(models.TextChoices):
        RETURN = "return", "Return, then refund it all"
        REFUND = "refund", "Refund it all, no return"
        PART = "part", "Refund a part"
        DENY = "deny", "No refund"

    class Rule(models.TextChoices):
        MATCHES = "matches", "The item is as it was described"
        DIFFERS = "differs", "The item is not as it was described"
        DAMAGE = "damage", "Damage that the listing does not show"
        ARRIVED = "arrived", "The carrier's scans show that it arrived"
        MISSING = "missing", "It cannot be shown that it arrived"
        FIT = "fit", "Fit and taste are no reason for a refund"
        AUTHENTIC = "authentic", "What we know of its authenticity"
        RETURN_WORSE = "return_worse", "It came back in another condition"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=6, choices=Outcome.choices)
    item_cents = models.PositiveIntegerField(default=0)
    refund_cents = models.PositiveIntegerField(default=0)
    rule = models.CharField(max_length=12, choices=Rule.choices)
    words = models.TextField(max_length=1000)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now)
    appeal_of = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="revised_by"
    )
    appeal_of_staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(appeal_of=None, appeal_of_staff=None)
                | Q(appeal_of__isnull=False, appeal_of_staff__isnull=False),
                name="case_appeal_names_first_staff",
            ),
            models.CheckConstraint(
                condition=Q(appeal_of_staff=None) | ~Q(appeal_of_staff=F("staff")),
                name="case_appeal_decided_by_another",
            ),
            models.CheckConstraint(
                condition=(Q(outcome="part") & Q(item_cents__gt=0))
                | (~Q(outcome="part") & Q(item_cents=0)),
                name="case_decision_part_of_something",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="case_decision_has_words"),
            models.CheckConstraint(
                condition=Q(refund_cents__lte=SECOND_PERSON_CENTS)
                | Q(proposed_by__isnull=False) & ~Q(proposed_by=F("staff")),
                name="case_large_needs_second_person",
            ),
        ]


class CaseProposal(models.Model):
    """A large refund that one member of staff would decide, until a second one has answered.

    item_cents: of the item price, for a refund in part; refund_cents: what the buyer would get.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proposals")
    outcome = models.CharField(max_length=6, choices=CaseDecision.Outcome.choices)
    item_cents = models.PositiveIntegerField(default=0)
    refund_cents = models.PositiveIntegerField()
    rule = models.CharField(max_length=12, choices=CaseDecision.Rule.choices)
    words = models.TextField(max_length=1000)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(answered_at=None), name="case_proposal_one_waits"
            )
        ]


class SaleEvidence(models.Model):
    """An order's line as it was on sale when bought (C3): nobody changes it, ever.

    facts: (name, value) in the order of the listing's page; photos: hashes, in order.
    """

    line = models.OneToOneField(
        "payments.OrderLine", on_delete=models.PROTECT, related_name="evidence"
    )
    title = models.CharField(max_length=80)
    description = models.TextField(blank=True)
    price_cents = models.PositiveIntegerField()
    facts = models.JSONField(default=list)
    photos = ArrayField(models.CharField(max_length=64), default=list)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [GinIndex(fields=["photos"], name="sale_evidence_photos")]

    @property
    def pictures(self) -> list[tuple[str, str]]:
        """(small, whole) address of each picture."""
        return [pictures_of(key) for key in self.photos]


def pictures_of(content_hash: str) -> tuple[str, str]:
    """(small, whole) address of a stored picture."""
    small = photo_url(content_hash, 240)
    return small, small.replace("240.webp", "original.jpg")
