"""The staff's lists of listings and brands."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from closets.lib import adminpages
from closets.models import User
from listings.models import Brand, Listing
from listings.services.brands import brand_named
from tests.listings.rows import row


@pytest.fixture
def staff(client: Client, sam: User) -> Client:
    client.force_login(sam)
    return client


def found(staff: Client, **query: str) -> list[int]:
    answer = staff.get("/staff/listings/listing/", query)
    assert answer.status_code == 200
    return [listing.pk for listing in answer.context["cl"].result_list]


def test_listings_are_found_by_number_title_and_status(
    staff: Client, dress: Listing, draft: Listing
) -> None:
    other = Listing.objects.create(closet=dress.closet, title="Silk scarf")
    assert found(staff) == [other.pk, dress.pk]
    assert found(staff, q=str(other.pk)) == [other.pk]
    assert found(staff, q="maxi crochet") == [dress.pk]
    assert found(staff, q="9" * 40) == []
    assert found(staff, status__exact="draft") == [other.pk]


def test_the_list_is_not_counted_to_its_end(
    staff: Client,
    dress: Listing,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    monkeypatch.setattr(adminpages, "MOST_COUNTED", 2)
    for _ in range(3):
        Listing.objects.create(closet=dress.closet)
    with django_assert_max_num_queries(6) as queries:
        staff.get("/staff/listings/listing/")
    assert [query["sql"] for query in queries if "COUNT(" in query["sql"]] == []


def test_a_listing_is_looked_at_and_not_changed(staff: Client, dress: Listing) -> None:
    before = row(dress)
    address = f"/staff/listings/listing/{dress.pk}/change/"
    assert staff.get(address).status_code == 200
    assert staff.post(address, {"title": "x"}).status_code == 403
    assert staff.get("/staff/listings/listing/add/").status_code == 403
    assert row(dress) == before


def test_proposed_brands_are_approved_together(staff: Client) -> None:
    brands = [brand_named(name) for name in ("Tante Emma", "Onkel Otto")]
    staff.post(
        "/staff/listings/brand/",
        {"action": "approve", "_selected_action": [brand.pk for brand in brands]},
    )
    assert set(Brand.objects.values_list("review", flat=True)) == {"approved"}


def sent(brand: Brand, merge_into: str) -> dict[str, str]:
    return {
        "name": brand.name,
        "slug": brand.slug,
        "aliases": "",
        "review": brand.review,
        "popularity": "0",
        "merge_into": merge_into,
    }


def test_a_brand_is_merged_into_another(staff: Client, dress: Listing, free_people: Brand) -> None:
    typo = brand_named("Fre Peeple")
    Listing.objects.filter(pk=dress.pk).update(brand=typo)
    address = f"/staff/listings/brand/{typo.pk}/change/"
    answer = staff.post(address, sent(typo, "FREE people"))
    assert answer.status_code == 302
    assert row(dress)["brand_id"] == free_people.pk
    assert not Brand.objects.filter(pk=typo.pk).exists()


def test_a_brand_is_not_merged_into_an_unknown_one(staff: Client, dress: Listing) -> None:
    typo = brand_named("Fre Peeple")
    address = f"/staff/listings/brand/{typo.pk}/change/"
    for name in ("Nobody", "fre peeple"):
        answer = staff.post(address, sent(typo, name))
        assert answer.context["adminform"].form.errors == {
            "merge_into": ["There is no other brand of this name."]
        }
    assert Brand.objects.filter(pk=typo.pk).exists()


@pytest.mark.parametrize("name", ["category", "size", "department", "styletag", "brand"])
def test_the_catalogue_is_listed(staff: Client, dress: Listing, name: str) -> None:
    assert staff.get(f"/staff/listings/{name}/").status_code == 200


def test_a_member_is_not_let_in(client: Client, ana: User) -> None:
    client.force_login(ana)
    assert client.get("/staff/listings/listing/").status_code == 302
