"""A query loses what its other parts imply, and finds the same."""

import pytest

from listings.models import Category, Size
from listings.search.narrowing import NOTHING, narrowed
from listings.search.tokens import token
from listings.search.vocabulary import vocabulary_look
from tests.shop import category

Group = tuple[str, ...]


@pytest.fixture
def tokens() -> dict[str, Group]:
    """Of women's dresses and men's shirts, and of size M of each."""
    dresses, shirts = category("women/dresses"), category("men/shirts")
    Category.objects.filter(pk=shirts.pk).update(size_group="men-shirts")
    sizes = [
        Size.objects.create(group=group, label="M", position=0)
        for group in ("women-dresses", "men-shirts")
    ]
    return {
        "women": (token("d", dresses.department_id),),
        "men": (token("d", shirts.department_id),),
        "dresses": (token("c", dresses.pk),),
        "clothes": (token("c", dresses.pk), token("c", shirts.pk)),
        "M": tuple(token("s", size.pk) for size in sizes),
        "dresses' M": (token("s", sizes[0].pk),),
        "black": (token("k", "black"),),
        "nothing": NOTHING,
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "left"),
    [
        (["M", "black"], ["M", "black"]),
        (["dresses", "M", "black"], ["dresses", "dresses' M", "black"]),
        (["women", "M"], ["women", "dresses' M"]),
        (["women", "clothes", "M"], ["dresses", "dresses' M"]),
        (["clothes", "M"], ["clothes", "M"]),
        (["men", "dresses", "M"], ["nothing", "nothing"]),
        (["nothing", "dresses"], ["nothing", "dresses"]),
        ([], []),
    ],
)
def test_what_is_implied_goes(asked: list[str], left: list[str], tokens: dict[str, Group]) -> None:
    groups = tuple(tokens[name] for name in asked)
    vocabulary_look()

    assert narrowed(groups) == tuple(tokens[name] for name in left)


@pytest.mark.django_db
def test_sizes_of_the_categories_below_stay(tokens: dict[str, Group]) -> None:
    parent = Category.objects.get(path="women/dresses")
    Category.objects.filter(pk=parent.pk).update(size_group="")
    Category.objects.create(
        department=parent.department,
        parent=parent,
        slug="maxi",
        path="women/dresses/maxi",
        name="Maxi",
        size_group="women-dresses",
    )
    vocabulary_look()

    assert narrowed((tokens["dresses"], tokens["M"]))[1] == tokens["dresses' M"]
