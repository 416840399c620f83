"""Everything that beat starts, and how often, in seconds."""

from typing import Any

from poshmark.heartbeat import EVERY_SECONDS

TRAIN_EVERY_SECONDS = 24 * 3600.0

BEAT: dict[str, dict[str, Any]] = {
    "heartbeat": {"task": "poshmark.tasks.heartbeat", "schedule": EVERY_SECONDS},
    "shipping-sweep": {"task": "shipping.tasks.shipping_sweep", "schedule": 60.0},
    "embedded-scans": {"task": "shipping.tasks.embedded_scans_send", "schedule": 30.0},
    "checkouts-sweep": {"task": "payments.tasks.checkouts_sweep", "schedule": 60.0},
    "orders-release": {"task": "payments.tasks.orders_release_due", "schedule": 300.0},
    "money-sweep": {"task": "payments.tasks.money_sweep", "schedule": 60.0},
    "poshmatch-partitions": {"task": "poshmatch.tasks.partitions", "schedule": 3600.0},
    "poshmatch-train": {"task": "poshmatch.tasks.train", "schedule": TRAIN_EVERY_SECONDS},
    "stripe-events-sweep": {"task": "payments.stripe_tasks.stripe_events_sweep", "schedule": 60.0},
    "ledger-snapshots": {"task": "payments.stripe_tasks.ledger_snapshots_take", "schedule": 3600.0},
    "sandbox-tick": {"task": "payments.sandbox.tasks.sandbox_tick", "schedule": 15.0},
    "shipments-lose": {"task": "shipping.tasks.shipments_lose", "schedule": 3600.0},
}
