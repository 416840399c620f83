"""The filters that are on, each with the address that takes it off."""

from listings.models import Brand, Category, Colour, Condition, Department, StyleTag
from listings.search.params import Search

MANY = ("brand", "size", "colour", "condition", "style")


def search_chips(search: Search, *, fixed: str = "") -> list[tuple[str, str]]:
    """(address without it, name) of each filter but the `fixed` one, which the page is about."""
    chips: list[tuple[str, str]] = []
    if search.department and fixed != "category":
        name = _name(Department, "slug", search.department)
        chips.append((search.with_(department="", category="").query_string(), name))
    if search.category and fixed != "category":
        name = _name(Category, "path", search.category)
        chips.append((search.with_(category="").query_string(), name))
    for facet in MANY:
        if facet != fixed:
            values: tuple[str, ...] = getattr(search, facet)
            names = _names(facet, values)
            chips += [(search.toggled(facet, v).query_string(), names.get(v, v)) for v in values]
    return chips + _rest(search)


def _rest(search: Search) -> list[tuple[str, str]]:
    chips = []
    if search.min_price is not None:
        chips.append((search.with_(min_price=None).query_string(), f"From ${search.min_price:,}"))
    if search.max_price is not None:
        chips.append((search.with_(max_price=None).query_string(), f"Up to ${search.max_price:,}"))
    if search.my_size:
        chips.append((search.with_(my_size=False).query_string(), "My Size"))
    if search.availability != "available":
        name = "Sold" if search.availability == "sold" else "Sold ones too"
        chips.append((search.with_(availability="available").query_string(), name))
    return chips


def _names(facet: str, values: tuple[str, ...]) -> dict[str, str]:
    if not values:
        return {}
    if facet == "brand":
        return dict(Brand.objects.filter(slug__in=values).values_list("slug", "name"))
    if facet == "style":
        return dict(StyleTag.objects.filter(slug__in=values).values_list("slug", "name"))
    choices = {"colour": Colour.choices, "condition": Condition.choices}
    return {str(value): str(name) for value, name in choices.get(facet, [])}


def _name(model: type[Department] | type[Category], field: str, value: str) -> str:
    row = model._default_manager.filter(**{field: value}).values_list("name", flat=True).first()
    return row or value
