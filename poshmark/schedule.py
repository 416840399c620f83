"""Everything that beat starts, and how often, in seconds."""

from typing import Any

from poshmark.heartbeat import EVERY_SECONDS

BEAT: dict[str, dict[str, Any]] = {
    "heartbeat": {"task": "poshmark.tasks.heartbeat", "schedule": EVERY_SECONDS},
    "shipping-sweep": {"task": "shipping.tasks.shipping_sweep", "schedule": 60.0},
    "embedded-scans": {"task": "shipping.tasks.embedded_scans_send", "schedule": 30.0},
    "shipments-lose": {"task": "shipping.tasks.shipments_lose", "schedule": 3600.0},
}
