"""Hand work to the background once the transaction has committed."""

from typing import Literal

from django.db import connection, transaction

TaskName = Literal[
    "bundles_drop",
    "dispute_answer",
    "likers_offer_send",
    "offers_close",
    "order_mail",
    "payout_recall",
    "payout_send",
    "refund_send",
]
Job = tuple[TaskName, int]


class _Jobs:
    """What commits, or is rolled back, together."""

    def __init__(self, first: Job) -> None:
        self.jobs = [first]

    def send(self) -> None:
        """In one message."""
        from payments import tasks  # tasks call the services, which queue tasks

        if len(self.jobs) > 1:
            tasks.several.delay(self.jobs)
        else:
            tasks.job(*self.jobs[0]).delay()


def enqueue(name: TaskName, row_id: int) -> None:
    """Queues the task for the row on commit; a broker that is away is no error.

    What must not be lost has a row that says so, and `money_sweep` finds the row. What one act
    queues goes in one message.
    """
    waiting = _waiting()
    if waiting:
        waiting.jobs.append((name, row_id))
    else:
        transaction.on_commit(_Jobs((name, row_id)).send, robust=True)


def _waiting() -> _Jobs | None:
    """What the present transaction, or savepoint, has queued before."""
    here = {savepoint for savepoint in connection.savepoint_ids if savepoint}
    for savepoints, hook, *_ in connection.run_on_commit:
        jobs = getattr(hook, "__self__", None)
        if isinstance(jobs, _Jobs) and savepoints - {None} == here:
            return jobs
    return None
