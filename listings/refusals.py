"""What a service answers when it may not do what was asked; nothing is changed then."""

from collections.abc import Mapping


class ListingIncomplete(Exception):
    """The listing lacks something that buyers need; `problems` says what, by form field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(problems))
        self.problems = dict(problems)


class StaleVersion(Exception):
    """Somebody (another tab, another device) saved it since this copy was read."""


class ListingLocked(Exception):
    """In its present state the listing cannot be changed; the text says why."""


class PriceRefused(Exception):
    """The price is not one we take; the text says why."""
