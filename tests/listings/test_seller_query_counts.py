"""What the seller's own pages cost: as many queries for two listings as for a dozen."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from closets.models import User
from listings.bulk.jobs import bulk_prepare, bulk_start
from listings.bulk.runs import bulk_run
from listings.exchange.exports import export_run, export_start
from listings.models import BulkJob, Import, Listing
from listings.services.bin import listing_delete
from tests.listings.archives import brought, table
from tests.shop import brand, on_sale

ROW = {"title": "Slip", "price": "45", "condition": "good"}


def _bulk() -> str:
    return "/closet/bulk/"


def _job() -> str:
    return f"/closet/bulk/{BulkJob.objects.latest('pk').pk}/"


def _files() -> str:
    return "/closet/files/"


def _import() -> str:
    return f"/closet/files/imports/{Import.objects.latest('pk').pk}/"


def _sell() -> str:
    return "/sell/"


def _price() -> str:
    return f"/listings/{Listing.objects.public().latest('pk').pk}/price"


def _fill(ana: User, times: int) -> None:
    """Listings, a job over them, an import of as many rows, exports, drafts and a bin."""
    for n in range(times):
        on_sale(ana, title=f"Dress {n}", brand=brand(f"Brand {n}"), age_minutes=n)
        listing_delete(actor=ana, listing=on_sale(ana, title=f"Binned {n}"))
    job = bulk_prepare(
        actor=ana,
        closet=ana.closet,
        act="price",
        params={"by": "percent", "amount": 5},
        listings=Listing.objects.public(),
    )
    bulk_start(job=job)
    bulk_run(job.pk)
    brought(ana, table([ROW | {"title": f"Slip {n} of {times}"} for n in range(times)]))
    export_run(export_start(actor=ana, closet=ana.closet).pk)


@pytest.mark.parametrize("path", [_bulk, _job, _files, _import, _sell, _price])
def test_a_page_asks_as_much_for_two_as_for_a_dozen(
    client: Client, ana: User, path: Callable[[], str]
) -> None:
    client.force_login(ana)
    counts = []
    for times in (2, 10):
        _fill(ana, times)
        client.get(path())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path()).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 14
