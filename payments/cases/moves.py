"""The only code that changes `Case.status`; callers hold the case's lock."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from closets.models import User
from payments.cases.transitions import CLOSED, TRANSITIONS, CaseRefused, CaseStatus
from payments.models import Case, CaseMove

S = CaseStatus


def clocks() -> dict[CaseStatus, tuple[timedelta, timedelta | None]]:
    """How long a state lasts at most, and how long before its end whoever is asked hears again."""
    hours, days = timedelta(hours=1), timedelta(days=1)
    return {
        S.OPEN: (settings.CASE_ANSWER_HOURS * hours, 6 * hours),
        S.OFFERED: (settings.CASE_ANSWER_HOURS * hours, 6 * hours),
        S.DECIDED: (settings.CASE_APPEAL_HOURS * hours, None),
        S.RETURNING: (settings.CASE_RETURN_DAYS * days, 2 * days),
        S.RETURNED: (settings.CASE_INSPECT_HOURS * hours, 6 * hours),
    }


def case_lock(case: Case) -> Case:
    """The case's row, locked until the transaction ends, with its order."""
    rows = Case.objects.select_for_update(of=("self",), no_key=True)
    return rows.for_pages().get(pk=case.pk)


def case_move(
    case: Case, to: CaseStatus, *, actor: User | None, what: str, **fields: object
) -> Case:
    """Moves a locked case, sets its clock and writes its history.

    what: the step in a few words for both sides; fields: further columns. Raises CaseRefused.
    """
    before = CaseStatus(case.status)
    if to not in TRANSITIONS[before]:
        raise CaseRefused(f"This case is {before.label.lower()} and cannot change that way.")
    for name, value in {"status": to, **clock_of(to), **fields}.items():
        setattr(case, name, value)
    case.save()
    CaseMove.objects.create(
        case=case, from_status=before, to_status=to, actor=actor, what=what[:200]
    )
    return case


def clock_of(status: CaseStatus) -> dict[str, object]:
    """The columns of time that go with a state that begins now."""
    now = timezone.now()
    lasts, reminds = clocks().get(status, (None, None))
    due = now + lasts if lasts else None
    return {
        "due_at": due,
        "remind_at": due - reminds if due and reminds else None,
        "closed_at": now if status in CLOSED else None,
    }
