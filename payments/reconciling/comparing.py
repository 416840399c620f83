"""Where Stripe's books and our cash do not agree."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from payments.ledger import account
from payments.models import Account, Difference

Kind = Difference.Kind
SEEN_BY_STRIPE = [
    "dispute_opened",
    "dispute_won",
    "payment_received",
    "payment_returned",
    "payout_recalled",
    "payout_sent",
]
"""Templates of which each transfer has one balance transaction at Stripe."""
_THEIRS = """
SELECT theirs.movement, theirs.type || ' ' || theirs.source, theirs.amount_cents, -ours.amount_cents
FROM payments_stripemovement theirs
LEFT JOIN payments_transfer act ON act.key = theirs.transfer_key AND theirs.transfer_key <> ''
LEFT JOIN payments_entry ours ON ours.transfer_id = act.id AND ours.account_id = %(cash)s
WHERE theirs.made_at >= %(since)s AND theirs.made_at <= %(until)s
  AND theirs.amount_cents <> 0 AND theirs.amount_cents IS DISTINCT FROM -ours.amount_cents
"""
_OURS = """
SELECT act.key, act.template || ' ' || act.reference, NULL, -ours.amount_cents
FROM payments_entry ours
JOIN payments_transfer act ON act.id = ours.transfer_id
LEFT JOIN payments_stripemovement theirs ON theirs.transfer_key = act.key
WHERE ours.account_id = %(cash)s AND act.template = ANY(%(seen)s)
  AND act.created_at >= %(since)s AND act.created_at <= %(until)s AND theirs.id IS NULL
"""
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Gap(NamedTuple):
    """Cents as each side booked them; None where it did not."""

    subject: str
    about: str
    theirs: int | None
    ours: int | None

    @property
    def kind(self) -> Difference.Kind:
        if self.ours is None:
            return Kind.MISSING_HERE
        return Kind.MISSING_THERE if self.theirs is None else Kind.OTHER_AMOUNT


@transaction.atomic
def compare(*, since: datetime | None, until: datetime) -> int:
    """Lists differences between what both sides booked in that time; returns how many are new.

    Those that finance resolved stay so; open ones that agree by now are closed.
    """
    gaps = list(_gaps(since or _LONG_AGO, until))
    known = set(Difference.objects.values_list("subject", flat=True))
    new = [gap for gap in gaps if gap.subject not in known]
    Difference.objects.bulk_create(_row(gap) for gap in new)
    _close_the_rest(gap.subject for gap in gaps)
    return len(new)


def _gaps(since: datetime, until: datetime) -> Iterable[Gap]:
    facts: dict[str, int | datetime | list[str]] = {
        "cash": account(Account.Kind.STRIPE).pk,
        "seen": SEEN_BY_STRIPE,
        "since": since,
        "until": until,
    }
    for query in (_THEIRS, _OURS):
        with connection.cursor() as cursor:
            cursor.execute(query, facts)
            yield from (Gap(*row) for row in cursor.fetchall())


def _row(gap: Gap) -> Difference:
    return Difference(
        kind=gap.kind,
        subject=gap.subject,
        about=gap.about[:200],
        theirs_cents=gap.theirs or 0,
        ours_cents=gap.ours or 0,
    )


def _close_the_rest(subjects: Iterable[str]) -> None:
    agreed = Difference.objects.open().exclude(subject__in=list(subjects))
    agreed.update(resolution=Difference.Resolution.VANISHED, resolved_at=timezone.now())
