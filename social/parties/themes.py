"""What a party takes, and why not something else."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from listings.models import Listing, StyleTag
from social.models import Party


@dataclass(frozen=True)
class Theme:
    """The rules of a party by id and name; an empty one asks for nothing."""

    departments: dict[int, str] = field(default_factory=dict)
    categories: dict[int, str] = field(default_factory=dict)
    brands: dict[int, str] = field(default_factory=dict)
    styles: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        """For the page: "Brands: Free People, Zara"."""
        named: dict[str, dict[int, str] | dict[str, str]] = {
            "Departments": self.departments,
            "Categories": self.categories,
            "Brands": self.brands,
            "Styles": self.styles,
        }
        return [f"{name}: {', '.join(rule.values())}" for name, rule in named.items() if rule]

    def refusal(self, listing: Listing) -> str:
        """Why the listing may not come in, "" when it may."""
        if self.departments and listing.department_id not in self.departments:
            return f"This party is for {_either(self.departments)} only."
        kinds = {listing.category_id, listing.subcategory_id}
        if self.categories and not kinds & set(self.categories):
            return f"This party is for {_either(self.categories)} only."
        if self.brands and listing.brand_id not in self.brands:
            return f"This party is for {_either(self.brands)} only."
        if self.styles and not set(listing.style_tags) & set(self.styles):
            return (
                f"This party is for the style {_either(self.styles)}: no tag of the item says so."
            )
        return ""


def themes_of(parties: Iterable[Party]) -> dict[int, Theme]:
    """The theme of each party, four queries for all of them."""
    rows = list(parties)
    ids = [party.pk for party in rows]
    slugs = {slug for party in rows for slug in party.styles}
    styles = dict(StyleTag.objects.filter(slug__in=slugs).values_list("slug", "name"))
    named: dict[str, dict[int, dict[int, str]]] = {}
    for rule in ("departments", "categories", "brands"):
        links = Party.objects.filter(pk__in=ids, **{f"{rule}__isnull": False})
        named[rule] = {}
        for party, pk, name in links.values_list("pk", f"{rule}__pk", f"{rule}__name"):
            named[rule].setdefault(party, {})[pk] = name
    return {
        party.pk: Theme(
            **{rule: by_party.get(party.pk, {}) for rule, by_party in named.items()},
            styles={slug: styles.get(slug, slug) for slug in party.styles},
        )
        for party in rows
    }


def _either(rule: dict[int, str] | dict[str, str]) -> str:
    names = list(rule.values())
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
