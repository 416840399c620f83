"""A query without what its other parts imply: each token that is asked for is looked up for every
listing that the index goes through, and size M alone has ten tokens, one for each kind of garment.
"""

from listings.search.tokens import token
from listings.search.vocabulary import vocabulary

Group = tuple[str, ...]
NOTHING: Group = (token("none", ""),)
"""Tokens that no listing has."""


def narrowed(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Groups of tokens that find the same listings, one of each group being asked for.

    A listing lies in its category's department, and its sizes are those that its category comes
    in: so go other sizes and categories, and a department beside a category.
    """
    kinds = {group[0][1] for group in groups}
    if not kinds & {"d", "c"}:
        return groups
    possible = _possible(groups)
    kept = (group for group in groups if group[0][1] != "d" or "c" not in kinds)
    return tuple(_narrowed(group, possible) for group in kept)


def _possible(groups: tuple[Group, ...]) -> set[int]:
    """The categories that may have what all the groups ask for."""
    known = vocabulary()
    found = set(known.categories)
    for group in groups:
        if group[0][1] in "dc":
            found &= set[int]().union(*(known.places.get(one, []) for one in group))
    return found


def _narrowed(group: Group, possible: set[int]) -> Group:
    known = vocabulary()
    if group[0][1] == "c":
        there = (one for one in group if not possible.isdisjoint(known.places.get(one, [])))
        return tuple(there) or NOTHING
    if group[0][1] == "s":
        worn = {known.categories[pk].size_group for pk in possible}
        fitting = (one for one in group if known.size_groups.get(int(one[2:])) in worn)
        return tuple(fitting) or NOTHING
    return group
