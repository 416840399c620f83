"""The embedded provider: one table of state rates and clothing exemptions.

What it knows: the state's own rate (with the part that is the same in every county, as in CA, UT
and VA), the clothing exemptions of MA, MN, NJ, NY, PA, RI and VT, and whether a state taxes
shipping that is charged apart. What it leaves out: city and county tax, tax holidays, and the finer
rules on shipping (a state either taxes it in proportion to the taxable part of the parcel or not at
all). Set TAX_PROVIDER to a service that knows addresses where that matters.

A state that is not in the table (territories, military mail) is not taxed.
"""

from collections.abc import Sequence

from payments.tax.provider import TaxItem, TaxQuote
from payments.tax.states import STATES, Clothing, State

_UNIT = 100_000  # rates are in thousandths of a percent
_UNTAXED = State(0)


class TableTax:
    """See the module."""

    def quote(
        self, items: Sequence[TaxItem], shipping_cents: int, state: str, zip_code: str
    ) -> TaxQuote:
        """The tax by the table; each of the two amounts is rounded, half a cent up."""
        rules = STATES.get(state.upper(), _UNTAXED)
        total = sum(item.price_cents for item in items)
        taxable = sum(taxable_cents(item, rules.clothing) for item in items)
        shipping = shipping_cents * taxable if rules.taxes_shipping else 0
        return TaxQuote(
            item_tax_cents=_rounded(taxable * rules.rate, _UNIT),
            shipping_tax_cents=_rounded(shipping * rules.rate, _UNIT * total) if total else 0,
        )


def taxable_cents(item: TaxItem, rule: Clothing) -> int:
    """The part of an item's price that a state with that clothing rule taxes, in cents."""
    if not item.is_clothing or rule.limit_cents is None:
        return item.price_cents
    if item.price_cents < rule.limit_cents:
        return 0
    return item.price_cents - rule.limit_cents if rule.only_the_excess else item.price_cents


def _rounded(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)
