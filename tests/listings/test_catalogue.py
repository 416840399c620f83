"""The catalogue's data and its loader."""

import pytest
from django.core.management import call_command

from listings.catalogue import files
from listings.catalogue.load import catalogue_load
from listings.catalogue.sizes import SIZES
from listings.models import Brand, Category, Department, Size, StyleTag


@pytest.mark.django_db
def test_it_loads_a_whole_shop() -> None:
    added = catalogue_load()
    assert added["Brand"] == 5000 == Brand.objects.count()
    assert added["Department"] == 3 == Department.objects.count()
    assert Category.objects.filter(parent=None).count() >= 25
    assert Category.objects.exclude(parent=None).count() >= 120
    assert StyleTag.objects.count() >= 12
    assert Category.objects.get(path="women/dresses/maxi").parent == Category.objects.get(
        path="women/dresses"
    )

    groups = set(Category.objects.values_list("size_group", flat=True))
    assert groups == set(Size.objects.values_list("group", flat=True))
    assert set(Size.objects.values_list("system", flat=True)) == set(Size.System.values)
    men = Size.objects.filter(group="men-bottoms").values_list("label", flat=True)
    assert {"32x30", "34x32"} <= set(men)
    shoes = Size.objects.filter(group="women-shoes", system="us").values_list("label", flat=True)
    assert {"7", "7.5"} <= set(shoes)
    assert "2T" in Size.objects.filter(group="kids-clothing").values_list("label", flat=True)


@pytest.mark.django_db
def test_it_adds_nothing_twice_and_keeps_what_staff_changed_until_told_to_refresh() -> None:
    catalogue_load()
    Brand.objects.filter(slug="lululemon").update(aliases=["ours"])
    assert catalogue_load() == {}
    assert Brand.objects.get(slug="lululemon").aliases == ["ours"]
    call_command("catalogue_load", "--refresh")
    assert "lulu lemon" in Brand.objects.get(slug="lululemon").aliases


def test_no_label_appears_twice_in_a_size_group() -> None:
    for group, systems in SIZES.items():
        for system, labels in systems.items():
            assert len(labels) == len(set(labels)), (group, system)


def test_known_brands_are_many_and_well_described() -> None:
    tags = {style.slug for style in files.style_tags()}
    assert len(files.known_brands()) >= 300
    for brand in files.known_brands():
        assert 1 <= brand.tier <= 5, brand
        assert 1 <= brand.fame <= 5, brand
        assert brand.departments, brand
        assert brand.makes, brand
        assert set(brand.styles) <= tags, brand


def test_every_brand_has_a_name_and_an_address_of_its_own() -> None:
    brands = files.brands()
    assert len(brands) == 5000
    assert len({brand.name.casefold() for brand in brands}) == 5000
    assert len({brand.slug for brand in brands}) == 5000


def test_no_alias_means_two_brands_or_is_another_brands_name() -> None:
    names = {brand.name.casefold() for brand in files.brands()}
    seen: set[str] = set()
    for brand in files.known_brands():
        others = names - {brand.name.casefold()}
        for alias in brand.aliases:
            assert alias not in seen, alias
            assert alias.casefold() not in others, alias
            seen.add(alias)


def test_shoppers_words_lead_to_categories() -> None:
    words = {word: row.path for row in files.categories() for word in row.synonyms}
    assert words["trainers"].endswith("shoes/sneakers")
    assert words["dungarees"].endswith("overalls")
    assert words["jumper"].endswith("sweaters")


def test_boutique_names_are_the_same_every_time() -> None:
    assert [brand.name for brand in files.brands()[-2:]] == ["Prairie Orchid", "Ember House"]
