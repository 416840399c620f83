"""What narrows a search, each with the address that takes it off."""

from collections.abc import Iterator

from listings.models import Brand, Colour, Condition
from listings.search.fits import Fit
from listings.search.params import Search
from listings.search.parts import measure_name, price_name
from listings.search.reading import Reading
from listings.search.vocabulary import vocabulary

MANY = ("brand", "size", "colour", "condition", "style")
SHIPPING = "Shipping discount"
Chip = tuple[str, str]


def reading_chips(search: Search, reading: Reading) -> list[Chip]:
    """(address without it, name) of each thing that was understood of the words."""
    return [
        (search.with_(q=reading.typed_without([part])).query_string(), part.name)
        for part in reading.meant
    ]


def search_chips(search: Search, *, fixed: str = "") -> list[Chip]:
    """(address without it, name) of each filter but the `fixed` one, which the page is about."""
    known = vocabulary()
    chips: list[Chip] = []
    if search.department and fixed != "category":
        names = {row.slug: row.name for row in known.departments.values()}
        name = names.get(search.department, search.department)
        chips.append((search.with_(department="", category="").query_string(), name))
    if search.category and fixed != "category":
        names = {row.path: row.name for row in known.categories.values()}
        name = names.get(search.category, search.category)
        chips.append((search.with_(category="").query_string(), name))
    for facet in MANY:
        if facet != fixed:
            values: tuple[str, ...] = getattr(search, facet)
            names = _names(facet, values)
            chips += [(search.toggled(facet, v).query_string(), names.get(v, v)) for v in values]
    return chips + list(_rest(search))


def _rest(search: Search) -> Iterator[Chip]:
    if search.min_price is not None or search.max_price is not None:
        bounds = [
            None if one is None else one * 100 for one in (search.min_price, search.max_price)
        ]
        there = search.with_(min_price=None, max_price=None)
        yield there.query_string(), price_name(bounds[0], bounds[1])
    for text in search.fit:
        if fit := Fit.read(text):
            name = measure_name(fit.kind, fit.least, fit.most)
            yield search.toggled("fit", text).query_string(), name
    if search.my_size:
        yield search.with_(my_size=False).query_string(), "My Size"
    if search.shipping:
        yield search.with_(shipping=False).query_string(), SHIPPING
    if search.availability != "available":
        name = "Sold" if search.availability == "sold" else "Sold ones too"
        yield search.with_(availability="available").query_string(), name


def _names(facet: str, values: tuple[str, ...]) -> dict[str, str]:
    if not values:
        return {}
    if facet == "brand":
        return dict(Brand.objects.filter(slug__in=values).values_list("slug", "name"))
    if facet == "style":
        return vocabulary().styles
    if facet == "size":
        return {value: f"Size {value}" for value in values}
    choices = {"colour": Colour.choices, "condition": Condition.choices}
    return {str(value): str(name) for value, name in choices[facet]}
