"""Everything that beat starts, and how often."""

from typing import Any

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0

EVERY: dict[str, float] = {
    "poshmark.tasks.heartbeat": 10.0,
    "listings.tasks.photos_sweep": MINUTE,
    "listings.tasks.bulk_sweep": MINUTE,
    "listings.tasks.looks_sweep": MINUTE,
    "listings.tasks.bin_purge": DAY,
    "listings.tasks.price_hints_recompute": HOUR,
    "listings.tasks.photos_files_sweep": HOUR,
    "listings.tasks.exchange_sweep": MINUTE,
    "listings.tasks.matchings_sweep": 20.0,
    "listings.tasks.digests_write": HOUR,
    "listings.tasks.searches_purge": DAY,
    "social.tasks.fold": 2.0,
    "social.tasks.news_mails_send": 20.0,
    "social.tasks.parties_sweep": 30.0,
    "social.tasks.pictures_sweep": MINUTE,
    "social.tasks.counts_check": DAY,
    "shipping.tasks.shipping_sweep": MINUTE,
    "shipping.tasks.shipments_lose": HOUR,
    "payments.tasks.checkouts_sweep": MINUTE,
    "payments.tasks.offers_sweep": MINUTE,
    "payments.tasks.orders_release_due": 5 * MINUTE,
    "payments.tasks.cases_sweep": 5 * MINUTE,
    "payments.tasks.ship_reminders_send": HOUR,
    "payments.tasks.money_sweep": MINUTE,
    "payments.stripe_tasks.stripe_events_sweep": MINUTE,
    "payments.stripe_tasks.ledger_snapshots_take": HOUR,
    "payments.stripe_tasks.stripe_reconcile": DAY,
    "poshmatch.tasks.feed_days": HOUR,
    "poshmatch.tasks.partitions": HOUR,
    "poshmatch.tasks.partitions_let_go": DAY,
    "poshmatch.tasks.pulse": HOUR,
    "poshmatch.tasks.train": DAY,
    "poshmatch.tasks.trends": HOUR,
}
"""Seconds between two runs of each task."""

EVERY_EMBEDDED: dict[str, float] = {
    "shipping.tasks.embedded_scans_send": 30.0,
    "payments.sandbox.tasks.sandbox_tick": 15.0,
    "demo.carry_on": MINUTE,
}
"""What stands in for the world in embedded mode: carrier, bank, photographer."""


def beat_schedule(*, embedded: bool) -> dict[str, dict[str, Any]]:
    """Beat's table. A run that waited past the next one is dropped, so that none pile up."""
    every = EVERY | (EVERY_EMBEDDED if embedded else {})
    return {
        task: {"task": task, "schedule": seconds, "options": {"expires": seconds}}
        for task, seconds in every.items()
    }
