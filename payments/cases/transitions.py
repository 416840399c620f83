"""Which state of a case may follow which. The database holds the same table."""

from django.db import models


class CaseStatus(models.TextChoices):
    """Whom a case waits for, and how it ended."""

    OPEN = "open", "Waiting for the seller"
    OFFERED = "offered", "Waiting for the buyer"
    REVIEW = "review", "With our staff"
    DECIDED = "decided", "Decided, open to appeal"
    APPEALED = "appealed", "Appealed"
    RETURNING = "returning", "Going back to the seller"
    RETURNED = "returned", "Back at the seller"
    REFUNDED = "refunded", "Refunded"
    PARTLY = "partly", "Refunded in part"
    DENIED = "denied", "Closed without a refund"
    WITHDRAWN = "withdrawn", "Withdrawn"


S = CaseStatus
ENDS = frozenset({S.REFUNDED, S.PARTLY, S.DENIED})
TRANSITIONS: dict[CaseStatus, frozenset[CaseStatus]] = {
    S.OPEN: frozenset({S.OFFERED, S.REVIEW, S.RETURNING, S.REFUNDED, S.WITHDRAWN}),
    S.OFFERED: frozenset({S.PARTLY, S.REVIEW, S.WITHDRAWN}),
    S.REVIEW: frozenset({S.DECIDED, S.WITHDRAWN}),
    S.DECIDED: frozenset({S.APPEALED, S.RETURNING, *ENDS}),
    S.APPEALED: frozenset({S.RETURNING, *ENDS}),
    S.RETURNING: frozenset({S.RETURNED, S.REVIEW, S.REFUNDED, S.DENIED, S.WITHDRAWN}),
    S.RETURNED: frozenset({S.REFUNDED, S.REVIEW}),
    S.REFUNDED: frozenset(),
    S.PARTLY: frozenset(),
    S.DENIED: frozenset(),
    S.WITHDRAWN: frozenset(),
}
CLOSED = frozenset(state for state, targets in TRANSITIONS.items() if not targets)


class CaseRefused(Exception):
    """The case does not allow the act now; the message is meant for people."""
