"""Find the work whose row says that it is due and that no message may have told of."""

from django.db.models import QuerySet
from django.utils import timezone

from shipping.models import CarrierWebhook, Label, Shipment
from shipping.services.queue import TaskName, enqueue

BATCH = 200


def due_work_queue() -> None:
    """Queue labels, voids, messages and questions to carriers that are due.

    Each of them may be queued twice without harm.
    """
    now = timezone.now()
    _queue("label_buy", Shipment.objects.label_due(now))
    _queue("label_void_send", Label.objects.void_due())
    _queue("webhook_handle", CarrierWebhook.objects.filter(handled_at=None))
    _queue("tracking_poll", Shipment.objects.poll_due(now))


def _queue(
    name: TaskName, rows: QuerySet[Shipment] | QuerySet[Label] | QuerySet[CarrierWebhook]
) -> None:
    for row_id in rows.order_by("pk").values_list("pk", flat=True)[:BATCH]:
        enqueue(name, row_id)
