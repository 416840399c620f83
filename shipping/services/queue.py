"""Hand work to the background once the transaction has committed."""

from typing import Literal

from django.db import transaction

TaskName = Literal["label_buy", "label_void_send", "webhook_handle", "tracking_poll"]


def enqueue(name: TaskName, row_id: int) -> None:
    """Queue the task for the row on commit; a broker that is away is no error.

    Every task queued here has a row that says that it is due, and a sweep that finds the row.
    """
    from shipping import tasks  # tasks call the services, which queue tasks

    task = getattr(tasks, name)
    transaction.on_commit(lambda: task.delay(row_id), robust=True)
