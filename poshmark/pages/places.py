"""What a brand's, category's or style's page says in words of its own: counted, not made up."""

from collections.abc import Sequence

from listings.models import Brand, Category, StyleTag
from listings.search.facets import Facets, Option

Place = Brand | Category | StyleTag
NAMED = 3


def place_text(place: Place, facets: Facets) -> str:
    """Two or three sentences from the counts that the page has anyway; "" when nothing hangs
    there.

    "128 pieces by Free People hang in closets of members. Most are Dresses, Tops and Jackets, and
    most cost $25 to $50. 31 are new with tags."
    """
    if not facets.total:
        return ""
    pieces = "1 piece" if facets.total == 1 else f"{facets.total_label} pieces"
    hang = "hangs" if facets.total == 1 else "hang"
    sentences = [f"{pieces} {_of(place)} {hang} in closets of members.", *_mostly(place, facets)]
    tagged = next((one for one in facets.conditions if one.value == "nwt"), None)
    if tagged and tagged.count:
        sentences.append(f"{tagged.told} {'is' if tagged.count == 1 else 'are'} new with tags.")
    return " ".join(sentences)


def _of(place: Place) -> str:
    if isinstance(place, Brand):
        return f"by {place.name}"
    if isinstance(place, StyleTag):
        return f"in the {place.name.lower()} style"
    return f"in {place.department.name}, {place.name}"


def _mostly(place: Place, facets: Facets) -> list[str]:
    """What most of it is, and what most of it costs; nothing of a handful."""
    kinds = facets.brands if isinstance(place, Category) else facets.categories
    prices = sorted(facets.prices, key=lambda option: -option.count)
    if facets.total < NAMED or not kinds or not prices:
        return []
    verb = "Often by" if isinstance(place, Category) else "Most are"
    return [f"{verb} {_listed(kinds)}; the usual price is {_price(prices[0])}."]


def _price(option: Option) -> str:
    return option.name[:1].lower() + option.name[1:]


def _listed(options: Sequence[Option]) -> str:
    """ "Dresses, Tops and Jackets"."""
    most = sorted(options, key=lambda option: -option.count)[:NAMED]
    names = list(dict.fromkeys(option.name for option in most))
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
