"""Bulk tools: what is previewed is what is done, never twice, and one undo brings all back."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from closets.models import User
from listings.bulk.acts import ACTS as ACTS_THERE
from listings.bulk.jobs import BulkBusy, bulk_prepare, bulk_start, bulk_sweep, bulk_undo
from listings.bulk.runs import bulk_run
from listings.bulk.selection import ClosetFilter
from listings.bulk.selectors import bulk_page
from listings.models import BulkItem, BulkJob, Listing, PriceChange, StyleTag
from listings.services.bin import listing_delete
from listings.services.drafts import draft_save
from listings.services.prices import price_change
from social.models import Share
from social.selectors import counts_of
from tests.shop import brand, on_sale

KEPT = (
    *("title", "brand_id", "condition", "colours", "style_tags", "price_cents", "status"),
    *("shared_at", "published_at", "deleted_at", "description", "quantity", "search_vector"),
)


@pytest.fixture
def dresses(ana: User) -> list[Listing]:
    """Ana's five dresses, $10 to $50, the first one shared last."""
    return [
        on_sale(
            ana, title=f"Dress {n}", age_minutes=60 + n, price_cents=n * 1000, brand=brand("Zara")
        )
        for n in range(1, 6)
    ]


def prepared(ana: User, act: str, **params: Any) -> BulkJob:
    """A job on all of Ana's public listings."""
    listings = Listing.objects.public().order_by("-shared_at", "-id")
    return bulk_prepare(actor=ana, closet=ana.closet, act=act, params=params, listings=listings)


def ran(job: BulkJob) -> BulkJob:
    """The job, started and run to its end."""
    bulk_start(job=job)
    assert bulk_run(job.pk) is False
    job.refresh_from_db()
    return job


def taken_back(job: BulkJob) -> BulkJob:
    bulk_undo(job=job)
    assert bulk_run(job.pk) is False
    job.refresh_from_db()
    return job


def state() -> list[dict[str, Any]]:
    """What a buyer could tell apart, by listing."""
    return list(Listing.objects.order_by("pk").values(*KEPT))


def items(job: BulkJob) -> dict[str, tuple[str, str]]:
    """State and note of each item, by title."""
    rows = job.items.select_related("listing")
    return {item.listing.title: (item.state, item.note) for item in rows}


def test_the_preview_says_what_will_change_and_what_not(ana: User, dresses: list[Listing]) -> None:
    before = state()
    job = prepared(ana, "price", by="dollars", amount=8)
    assert items(job) == {
        "Dress 1": ("refused", "It would cost less than $3.00."),
        "Dress 2": ("waiting", "$20.00 → $12.00"),
        "Dress 3": ("waiting", "$30.00 → $22.00"),
        "Dress 4": ("waiting", "$40.00 → $32.00"),
        "Dress 5": ("waiting", "$50.00 → $42.00"),
    }
    assert (job.total, job.state) == (4, "preview")
    assert state() == before


ACTS: list[tuple[str, dict[str, Any]]] = [
    ("price", {"by": "percent", "amount": 15}),
    ("price", {"by": "dollars", "amount": 2}),
    ("hide", {}),
    ("delete", {}),
    ("share", {}),
    ("edit", {"brand_name": "Free People", "condition": "nwt", "style_tags": ["boho"]}),
]


@pytest.mark.parametrize(("act", "params"), ACTS)
def test_one_undo_restores_exactly_what_was(
    ana: User, dresses: list[Listing], act: str, params: dict[str, Any]
) -> None:
    StyleTag.objects.create(slug="boho", name="Boho")
    before = state()
    job = ran(prepared(ana, act, **params))
    assert (job.state, job.done, job.total) == ("done", 5, 5)
    assert all(was != now for was, now in zip(before, state(), strict=True))
    job = taken_back(job)
    assert job.state == "undone"
    assert state() == before
    assert {item.state for item in job.items.all()} == {"undone"}


def test_prices_fall_once_and_history_tells_it(ana: User, dresses: list[Listing]) -> None:
    ran(prepared(ana, "price", by="percent", amount=10))
    prices = list(Listing.objects.order_by("pk").values_list("price_cents", flat=True))
    assert prices == [900, 1800, 2700, 3600, 4500]
    assert PriceChange.objects.count() == 5


def test_copies_are_drafts_and_undo_bins_those_nobody_worked_on(
    ana: User, dresses: list[Listing]
) -> None:
    job = ran(prepared(ana, "copy"))
    copies = Listing.objects.filter(status="draft")
    titles = [f"Dress {n}" for n in range(1, 6)]
    assert sorted(copies.values_list("title", flat=True)) == titles
    assert all(copy.photos.count() == 1 for copy in copies)
    worked = copies.get(title="Dress 3")
    draft_save(
        actor=ana, listing=worked, values={"title": "Mine"}, typed={}, version=worked.version
    )
    job = taken_back(job)
    why = "Its copy was changed, published or deleted since."
    assert items(job)["Dress 3"] == ("kept", why)
    left = Listing.objects.filter(status="draft", deleted_at=None)
    assert list(left.values_list("title", flat=True)) == ["Mine"]
    assert Listing.objects.public().count() == 5


def test_shares_keep_the_closets_order_and_undo_takes_the_rows(
    ana: User, dresses: list[Listing]
) -> None:
    job = ran(prepared(ana, "share"))
    order = Listing.objects.order_by("-shared_at").values_list("title", flat=True)
    assert list(order) == [f"Dress {n}" for n in range(1, 6)]
    assert Share.objects.count() == 5
    assert counts_of(dresses[0]).shares == 1
    taken_back(job)
    assert Share.objects.count() == 0
    assert counts_of(dresses[0]).shares == 0


def test_shares_stay_within_the_budget(
    ana: User, dresses: list[Listing], settings: Settings
) -> None:
    settings.SHARES_A_DAY = 3
    job = ran(prepared(ana, "share"))
    assert Share.objects.count() == 3
    over = ("refused", "Over today's 3 shares.")
    assert [title for title, item in items(job).items() if item == over] == ["Dress 5", "Dress 4"]
    second = prepared(ana, "share")
    assert (second.total, second.items.count()) == (0, 5)


def test_a_share_after_a_minute_not_yet_waits(ana: User, dresses: list[Listing]) -> None:
    ran(prepared(ana, "share"))
    assert prepared(ana, "share").total == 0


def test_a_killed_worker_leaves_nothing_half_done_nor_twice(
    ana: User, dresses: list[Listing], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = prepared(ana, "price", by="percent", amount=10)
    bulk_start(job=job)
    assert bulk_run(job.pk, most=2) is True
    save = BulkItem.save

    def dies(self: BulkItem, *args: Any, **kwargs: Any) -> None:
        raise SystemExit

    monkeypatch.setattr(BulkItem, "save", dies)
    with pytest.raises(SystemExit):
        bulk_run(job.pk)
    monkeypatch.setattr(BulkItem, "save", save)
    assert PriceChange.objects.count() == 2
    assert bulk_run(job.pk) is False
    assert PriceChange.objects.count() == 5
    assert bulk_run(job.pk) is False
    assert PriceChange.objects.count() == 5


def test_what_changed_since_is_not_taken_back(ana: User, dresses: list[Listing]) -> None:
    job = ran(prepared(ana, "price", by="percent", amount=10))
    price_change(actor=ana, listing=dresses[4], price_cents=4000)
    job = taken_back(job)
    assert items(job)["Dress 5"] == ("kept", "Its price was changed since.")
    assert Listing.objects.get(pk=dresses[4].pk).price_cents == 4000
    assert Listing.objects.get(pk=dresses[0].pk).price_cents == 1000


def test_what_was_sold_between_preview_and_act_is_left(ana: User, dresses: list[Listing]) -> None:
    job = prepared(ana, "delete")
    Listing.objects.filter(pk=dresses[0].pk).update(status="reserved")
    ran(job)
    assert items(job)["Dress 1"] == ("refused", "It is sold or being paid for.")
    assert Listing.objects.filter(deleted_at=None).count() == 1


def test_only_one_change_of_a_closet_at_a_time(ana: User, dresses: list[Listing]) -> None:
    first, second = prepared(ana, "hide"), prepared(ana, "share")
    bulk_start(job=first)
    with pytest.raises(BulkBusy, match="still at work"):
        bulk_start(job=second)
    with pytest.raises(BulkBusy, match="started already"):
        bulk_start(job=first)
    bulk_run(first.pk)
    bulk_start(job=second)


def test_a_strangers_closet_is_refused(ana: User, cleo: User, dresses: list[Listing]) -> None:
    with pytest.raises(PermissionDenied):
        bulk_prepare(
            actor=cleo,
            closet=ana.closet,
            act="delete",
            params={},
            listings=Listing.objects.public(),
        )
    assert not BulkJob.objects.exists()


def test_nobody_elses_listing_slips_in(ana: User, cleo: User, dresses: list[Listing]) -> None:
    hers = on_sale(cleo)
    job = prepared(ana, "delete")
    assert not job.items.filter(listing=hers).exists()


def test_the_sweep_wakes_what_a_dead_worker_left(ana: User, dresses: list[Listing]) -> None:
    job = prepared(ana, "hide")
    bulk_start(job=job)
    assert bulk_sweep() == 0
    BulkJob.objects.update(touched_at="2026-01-01T00:00:00Z")
    prepared(ana, "hide")
    BulkJob.objects.filter(state="preview").update(touched_at="2026-01-01T00:00:00Z")
    assert bulk_sweep() == 1
    assert list(BulkJob.objects.values_list("pk", flat=True)) == [job.pk]


def test_a_filter_reads_what_it_writes(ana: User, dresses: list[Listing]) -> None:
    from django.http import QueryDict

    chosen = ClosetFilter(brand="zara", min_price=20, max_price=40, sort="price_up")
    assert ClosetFilter.from_query(QueryDict(chosen.query_string())) == chosen
    found = chosen.narrow(Listing.objects.public()).order_by(*chosen.order)
    assert [row.title for row in found] == ["Dress 2", "Dress 3", "Dress 4"]


# --- In the browser's words --------------------------------------------------------------------


def test_the_whole_way_by_forms_alone(client: Client, ana: User, dresses: list[Listing]) -> None:
    client.force_login(ana)
    assert client.get(reverse("listings:bulk"), {"min_price": "30"}).context["found_count"] == 3
    sent = {"min_price": "30", "act": "price", "price-by": "percent", "price-amount": "50"}
    preview = client.post(reverse("listings:bulk"), sent, follow=True)
    assert "3 items will change" in preview.content.decode()
    job = BulkJob.objects.get()
    client.post(reverse("listings:bulk_start", args=[job.pk]))
    running = client.get(reverse("listings:bulk_job", args=[job.pk])).content.decode()
    assert 'hx-trigger="every 1s"' in running
    bulk_run(job.pk)
    done = client.get(reverse("listings:bulk_job", args=[job.pk])).content.decode()
    assert "Take all of it back" in done
    client.post(reverse("listings:bulk_undo", args=[job.pk]))
    bulk_run(job.pk)
    assert Listing.objects.filter(price_cents=5000).count() == 1


def test_ticked_ones_alone(client: Client, ana: User, dresses: list[Listing]) -> None:
    client.force_login(ana)
    ticked = [str(dresses[0].pk), "x", "9" * 40]
    client.post(reverse("listings:bulk"), {"act": "hide", "listing": ticked})
    assert [item.listing_id for item in BulkItem.objects.all()] == [dresses[0].pk]


def test_ticks_that_make_no_sense_mean_nothing_and_never_all(
    client: Client, ana: User, dresses: list[Listing]
) -> None:
    client.force_login(ana)
    client.post(reverse("listings:bulk"), {"act": "delete", "listing": ["x"]})
    assert (BulkJob.objects.get().total, BulkItem.objects.count()) == (0, 0)


def test_the_page_says_what_is_meant_and_puts_deleting_last(
    client: Client, ana: User, dresses: list[Listing]
) -> None:
    ran(prepared(ana, "hide"))
    client.force_login(ana)
    answer = client.get(reverse("listings:bulk"))
    text = answer.content.decode()
    assert "All 5 items in my closet." in text
    assert "Mark not for sale: 5 items" in text
    acts = [act.key for act, _ in answer.context["acts"]]
    assert (acts[-1], len(acts)) == ("delete", len(ACTS_THERE))
    narrowed = client.get(reverse("listings:bulk"), {"max_price": "10"}).content.decode()
    assert "All 1 item that passes the filters." in narrowed


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"act": "price", "price-by": "percent", "price-amount": "91"}, "At most 90 per cent."),
        (
            {"act": "price", "price-by": "percent", "price-amount": "-1"},
            "greater than or equal to 1",
        ),
        ({"act": "edit"}, "Choose at least one thing to change."),
        ({"act": "explode"}, "What to do"),
    ],
)
def test_a_bad_form_is_told_and_nothing_happens(
    client: Client, ana: User, dresses: list[Listing], sent: dict[str, str], message: str
) -> None:
    client.force_login(ana)
    answer = client.post(reverse("listings:bulk"), sent)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not BulkJob.objects.exists()


def test_share_my_closet_in_one_press(client: Client, ana: User, dresses: list[Listing]) -> None:
    client.force_login(ana)
    answer = client.post(reverse("listings:bulk_share"))
    job = BulkJob.objects.get()
    assert answer.headers["Location"] == reverse("listings:bulk_job", args=[job.pk])
    bulk_run(job.pk)
    assert Share.objects.count() == 5


def test_a_strangers_job_does_not_exist(
    client: Client, ana: User, cleo: User, dresses: list[Listing]
) -> None:
    job = prepared(ana, "delete")
    client.force_login(cleo)
    assert client.get(reverse("listings:bulk_job", args=[job.pk])).status_code == 404
    assert client.post(reverse("listings:bulk_start", args=[job.pk])).status_code == 404
    job.refresh_from_db()
    assert job.state == "preview"


def test_binned_ones_are_not_picked(ana: User, dresses: list[Listing]) -> None:
    listing_delete(actor=ana, listing=dresses[0])
    assert prepared(ana, "delete").items.count() == 4


def test_the_page_of_a_job_asks_four_queries(
    ana: User, dresses: list[Listing], django_assert_num_queries: Any
) -> None:
    job = prepared(ana, "share")
    with django_assert_num_queries(4):
        bulk_page(job)
