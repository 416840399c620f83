"""The seam between checkout and whoever knows the tax."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class TaxItem:
    """One thing sold: its price in cents, and whether the law calls it clothing (or shoes).

    Bags, jewellery, home goods and cosmetics are not clothing.
    """

    price_cents: int
    is_clothing: bool = True


@dataclass(frozen=True)
class TaxQuote:
    """The tax in cents, on the items together and on shipping."""

    item_tax_cents: int
    shipping_tax_cents: int

    @property
    def total_cents(self) -> int:
        return self.item_tax_cents + self.shipping_tax_cents


class TaxProvider(Protocol):
    """Says the tax on a sale that is shipped to an address in the United States."""

    def quote(
        self, items: Sequence[TaxItem], shipping_cents: int, state: str, zip_code: str
    ) -> TaxQuote: ...


def tax_for(
    items: Sequence[TaxItem], *, shipping_cents: int, state: str, zip_code: str
) -> TaxQuote:
    """The tax on items in one parcel to `state` (two letters), in cents."""
    return _provider(settings.TAX_PROVIDER).quote(items, shipping_cents, state, zip_code)


def tax_cents(
    item_cents: int, shipping_cents: int, state: str, zip_code: str, *, is_clothing: bool = True
) -> int:
    """The tax in cents on one item with its shipping; `tax_for` splits it and takes several."""
    item = TaxItem(item_cents, is_clothing)
    return tax_for(
        [item], shipping_cents=shipping_cents, state=state, zip_code=zip_code
    ).total_cents


@cache
def _provider(path: str) -> TaxProvider:
    provider: TaxProvider = import_string(path)()
    return provider
