"""Hand work to the background once the transaction has committed."""

from typing import Literal

from django.db import transaction

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


def enqueue(name: TaskName, *arguments: object) -> None:
    """Queues the task on commit; a broker that is away is no error.

    What must not be lost has a row that says so, and `money_sweep` finds the row.
    """
    from payments import tasks  # tasks call the services, which queue tasks

    task = getattr(tasks, name)
    transaction.on_commit(lambda: task.delay(*arguments), robust=True)
