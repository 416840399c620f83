"""The shape of an act on many listings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from closets.models import User
from listings.models import Listing

Params = Mapping[str, Any]
Columns = dict[str, Any]


class BulkRefused(Exception):
    """This listing stays as it is; the text says why."""


@dataclass(frozen=True)
class Change:
    """What an act did: the columns (plain JSON) before and after, which undo goes by."""

    before: Columns
    after: Columns


class NoParams(forms.Form):
    """For acts that need to be told nothing."""


def refuses_none(user: User, listings: Sequence[Listing]) -> dict[int, str]:
    """The usual `limits`: every listing may be acted on."""
    return {}


@dataclass(frozen=True)
class Act:
    """One act.

    check: what will change, in words, from the listing alone; do, undo: the act and the way back,
    each inside the caller's transaction; all three raise BulkRefused. undo is None for what cannot
    be taken back. limits: which of many would
    be refused for reasons outside the listing, by id, in few queries. last_first: begins with the
    last of the closet, so that the closet keeps its order when each one goes to the top.
    """

    key: str
    label: str
    past: str
    check: Callable[[Listing, Params], str]
    do: Callable[[User, Listing, Params], Change]
    undo: Callable[[User, Listing, Change], None] | None
    form: type[forms.Form] = NoParams
    limits: Callable[[User, Sequence[Listing]], dict[int, str]] = refuses_none
    last_first: bool = False


ACTS: dict[str, Act] = {}


def act_add(act: Act) -> None:
    """Makes the act one of the bulk tools."""
    ACTS[act.key] = act
