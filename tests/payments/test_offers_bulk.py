"""Offers to likers of many items at once, by the bulk tools (R3)."""

import pytest
from django.test import Client
from django.urls import reverse

from closets.models import User
from closets.services import vacation_start
from listings.bulk.jobs import BulkBusy, bulk_undo
from listings.bulk.runs import bulk_run
from listings.models import BulkItem, BulkJob, Listing
from payments.models import LikersOffer
from payments.offers.bulk import OfferForm
from social.models import Like
from tests.shop import on_sale

FORM = {"act": "offer", "offer-percent": "20", "offer-shipping": "0"}


@pytest.fixture
def rack(ana: User, bea: User) -> list[Listing]:
    """Three of Ana's: two that Bea likes, of which one is too cheap, and one nobody likes."""
    rows = [
        on_sale(ana, title="Liked", price_cents=4005),
        on_sale(ana, title="Cheap", price_cents=350),
        on_sale(ana, title="Alone", price_cents=9000),
    ]
    for row in rows[:2]:
        Like.objects.create(user=bea, listing=row)
    return rows


def fates() -> dict[str, tuple[str, str]]:
    items = BulkItem.objects.select_related("listing")
    return {item.listing.title: (item.state, item.note) for item in items}


def test_likers_of_each_item_get_an_offer_and_nothing_takes_it_back(
    client: Client, ana: User, rack: list[Listing]
) -> None:
    client.force_login(ana)
    preview = client.post(reverse("listings:bulk"), FORM, follow=True).content.decode()
    assert "1 item will change" in preview
    assert "This cannot be taken back." in preview
    assert fates() == {
        "Liked": ("waiting", "$32.04 instead of $40.05 for those who like it"),
        "Cheap": ("refused", "It would cost less than $3.00."),
        "Alone": ("refused", "Nobody likes it yet."),
    }
    job = BulkJob.objects.get()
    client.post(reverse("listings:bulk_start", args=[job.pk]))
    bulk_run(job.pk)
    assert list(LikersOffer.objects.values_list("listing", "amount_cents")) == [(rack[0].pk, 3204)]
    page = client.get(reverse("listings:bulk_job", args=[job.pk])).content.decode()
    assert "Offered to likers:" in page
    assert "Take all of it back" not in page
    job.refresh_from_db()
    with pytest.raises(BulkBusy, match="cannot be taken back"):
        bulk_undo(job=job)
    assert LikersOffer.objects.count() == 1


def test_a_second_one_is_refused_while_the_first_is_sent(
    client: Client, ana: User, rack: list[Listing]
) -> None:
    client.force_login(ana)
    for _ in range(2):
        client.post(reverse("listings:bulk"), FORM)
        job = BulkJob.objects.latest("pk")
        client.post(reverse("listings:bulk_start", args=[job.pk]))
        bulk_run(job.pk)
    again = job.items.get(listing=rack[0])
    assert (again.state, LikersOffer.objects.count()) == ("refused", 1)
    assert again.note == "An offer to likers of this item is being sent already."


def test_nothing_is_offered_from_a_closet_on_vacation(
    client: Client, ana: User, rack: list[Listing]
) -> None:
    vacation_start(user=ana, until=None)
    client.force_login(ana)
    client.post(reverse("listings:bulk"), FORM)
    assert BulkJob.objects.get().total == 0
    assert fates()["Liked"] == ("refused", "This closet is on vacation.")


@pytest.mark.parametrize("percent", ["9", "91", "x", ""])
def test_a_percentage_that_is_none_is_told(db: None, percent: str) -> None:
    form = OfferForm({"percent": percent, "shipping": "0"})
    assert list(form.errors) == ["percent"]
