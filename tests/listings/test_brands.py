"""Brands: one row a brand, whatever members type."""

from listings.models import Brand, Listing
from listings.services.brands import brand_approve, brand_find, brand_merge, brand_named
from tests.listings.rows import vector


def test_a_new_name_makes_one_proposed_brand(db: None) -> None:
    assert brand_named("Tante Emma") == brand_named(" tante  EMMA ")
    assert list(Brand.objects.values_list("name", "review")) == [("Tante Emma", "proposed")]


def test_a_name_in_other_letters_has_an_address_too(db: None) -> None:
    assert brand_named("無印") != brand_named("資生堂")
    assert [len(slug) for slug in Brand.objects.values_list("slug", flat=True)] == [18, 18]


def test_no_name_is_no_brand(db: None) -> None:
    assert brand_find("  ") is None


def test_approving_takes_it_into_the_catalogue(db: None) -> None:
    brand = brand_named("Tante Emma")
    brand_approve(brand)
    assert Brand.objects.get(slug="tante-emma").review == "approved"


def test_merging_moves_listings_keeps_the_name_and_indexes(
    dress: Listing, free_people: Brand
) -> None:
    typo = brand_named("Fre Peeple")
    Listing.objects.filter(pk=dress.pk).update(brand=typo)
    assert brand_merge(brand=typo, into=free_people) == 1
    dress.refresh_from_db()
    free_people.refresh_from_db()
    assert (dress.brand, free_people.aliases) == (free_people, ["FP", "Fre Peeple"])
    assert not Brand.objects.filter(slug="fre-peeple").exists()
    assert "'peepl':" in vector(dress)
    assert brand_find("fre peeple") == free_people


def test_merging_into_itself_changes_nothing(dress: Listing, free_people: Brand) -> None:
    Listing.objects.filter(pk=dress.pk).update(brand=free_people)
    assert brand_merge(brand=free_people, into=free_people) == 0
    dress.refresh_from_db()
    assert dress.brand == free_people
