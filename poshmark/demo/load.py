"""Loads the demo marketplace into an empty database."""

from django.db import connection, transaction
from django.utils import timezone

from closets.models import User
from listings.catalogue.load import catalogue_load
from poshmark.demo.clock import Clock
from poshmark.demo.parties import parties_write
from poshmark.demo.plan import Plan, demo_plan
from poshmark.demo.progress import Progress
from poshmark.demo.reports import reports_write
from poshmark.demo.rows.acts import ActsWriter
from poshmark.demo.rows.listings import listings_write
from poshmark.demo.rows.members import members_write
from poshmark.demo.rows.orders import OrdersWriter
from poshmark.demo.rows.signals import signals_write
from social.news.folding import news_fold_all


def is_empty() -> bool:
    """Nobody has signed up yet."""
    return not User.objects.exists()


def demo_load(*, seed: int, size: str, progress: Progress) -> Plan:
    """Writes everything but the pictures, whose photos wait to be drawn; returns what was written.

    All or nothing: a load that is interrupted leaves the database empty.
    """
    plan = demo_plan(seed, size)
    with transaction.atomic():
        _write(plan, progress)
    with connection.cursor() as cursor:
        # By name: the server's own tables are shared with every other database of its.
        tables = sorted(connection.introspection.table_names(cursor))
        cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")
    return plan


def _write(plan: Plan, progress: Progress) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
    clock = Clock(timezone.now())
    progress.done("Catalogue", sum(catalogue_load().values()))
    closets = members_write(plan.members, clock)
    progress.done("Members", len(closets))
    listings = listings_write(plan, closets, clock)
    progress.done("Listings", len(listings))
    progress.done("Social acts", ActsWriter(plan, closets, listings, clock).write())
    progress.done("Style signals", signals_write(plan, closets, listings, clock))
    progress.done("Parties", parties_write(plan, closets, clock))
    progress.done("Orders", OrdersWriter(plan, closets, listings, clock).write())
    progress.done("Reports", reports_write(plan, closets, listings))
    news_fold_all(mails=False)
