"""Share my closet (S2): one act in the background, in the closet's order, whatever happens."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from closets.models import User
from listings.bulk.jobs import bulk_undo
from listings.bulk.runs import bulk_run
from listings.models import BulkItem, BulkJob, Listing
from social.drift import drifts
from social.models import Share
from social.services.counters import counts_fold
from social.services.shares import listing_share
from tests.shop import on_sale
from tests.social.undoing import dump

PRESS = reverse("listings:bulk_share")
JOBS = frozenset({"poshmatch_signal", "listings_bulkjob", "listings_bulkitem"})


@pytest.fixture
def dresses(ana: User) -> list[Listing]:
    """Four, the last shared first."""
    return [on_sale(ana, title=f"Dress {n}", age_minutes=n) for n in range(1, 5)]


def order(ana: User) -> list[str]:
    rows = Listing.objects.filter(closet=ana.closet).order_by("-shared_at", "-id")
    return list(rows.values_list("title", flat=True))


def test_the_closet_keeps_its_order_and_a_second_press_shows_the_first(
    client: Client, ana: User, dresses: list[Listing]
) -> None:
    client.force_login(ana)
    before = order(ana)
    first = client.post(PRESS)["Location"]
    job = BulkJob.objects.get()
    bulk_run(job.pk, most=2)
    assert client.post(PRESS)["Location"] == first
    assert "2 of 4" in client.get(first).text
    bulk_run(job.pk)
    assert Share.objects.count() == 4
    assert order(ana) == before


def test_a_budget_that_ends_midway_leaves_the_rest_and_says_so(
    client: Client, ana: User, bea: User, dresses: list[Listing], settings: Settings
) -> None:
    settings.SHARES_A_DAY = 4
    client.force_login(ana)
    page = client.post(PRESS)["Location"]
    job = BulkJob.objects.get()
    bulk_run(job.pk, most=2)
    for title in ("Coat", "Scarf"):
        listing_share(user=ana, listing=on_sale(bea, title=title))
    bulk_run(job.pk)
    assert Share.objects.count() == 4
    refused = job.items.filter(state=BulkItem.State.REFUSED)
    assert [item.note for item in refused] == ["You have used today's 4 shares."] * 2
    assert "You have used today&#x27;s 4 shares." in client.get(page).text
    assert drifts() == []


def test_a_killed_worker_shares_nothing_twice_and_one_press_takes_it_all_back(
    client: Client, ana: User, dresses: list[Listing], monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(ana)
    before = dump(JOBS)
    client.post(PRESS)
    job = BulkJob.objects.get()
    bulk_run(job.pk, most=1)
    save = BulkItem.save

    def dies(self: BulkItem, *args: object, **kwargs: object) -> None:
        raise SystemExit

    monkeypatch.setattr(BulkItem, "save", dies)
    with pytest.raises(SystemExit):
        bulk_run(job.pk)
    monkeypatch.setattr(BulkItem, "save", save)
    assert Share.objects.count() == 1
    bulk_run(job.pk)
    assert Share.objects.count() == 4
    job.refresh_from_db()
    with time_machine.travel(timezone.now() + timedelta(minutes=20), tick=False):
        bulk_undo(job=job)
        bulk_run(job.pk)
    counts_fold()
    assert dump(JOBS) == before
