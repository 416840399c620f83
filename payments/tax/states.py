"""The states' rates and exemptions, each with where it is written and as of when.

| column   | rests on                            | as of      | not verified                     |
|----------|-------------------------------------|------------|----------------------------------|
| rate     | the Tax Foundation's list, each row | 2026-01-01 | the states' own notices; changes |
|          |                                     |            | in the course of 2026            |
| clothing | the statute that the row names      | 2026-01-01 | amendments since; what counts as |
|          |                                     |            | sports or formal wear, and fur   |
| shipping | TaxJar's list, each row             | 2023-10-01 | the states' own rules, and that  |
|          |                                     |            | the rows still hold              |

Rates: the source counts mandatory statewide local add-ons (CA 1.25, UT 1.25, VA 1.0) into the
state's rate. Clothing and shoes: New York exempts from the state's 4 % only, and some of its
counties still tax them. Shipping by common carrier, charged apart: where it is taxed, it is taxed
as what is shipped is. On shipping, other published lists differ for DC, IL, IN and KY, where it
depends on when the title passes, on a choice to fetch it oneself, or on who bills it.

Before real money moves, a tax adviser reads this table, or TAX_PROVIDER names a service.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Source:
    """Where a rule is written, and the day as of which we took it from there."""

    name: str
    as_of: date


NEW_YEAR = date(2026, 1, 1)
RATES = Source("Tax Foundation, State and Local Sales Tax Rates, 2026", NEW_YEAR)
SHIPPING = Source("TaxJar, Sales tax and shipping by state", date(2023, 10, 1))


@dataclass(frozen=True)
class Clothing:
    """Clothing below `limit_cents` is exempt by `law`; above, the excess or the whole is taxed."""

    limit_cents: int | None = None
    only_the_excess: bool = False
    law: Source | None = None


@dataclass(frozen=True)
class State:
    """`rate` in thousandths of a percent: 6875 is 6.875 %."""

    rate: int
    taxes_shipping: bool = False
    clothing: Clothing = Clothing()
    rate_from: Source = RATES
    shipping_from: Source = SHIPPING

    @property
    def sources(self) -> list[Source]:
        """Where the rules for rate, shipping and clothing are written."""
        law = self.clothing.law
        return [self.rate_from, self.shipping_from, *([law] if law else [])]


WHATEVER_IT_COSTS = 10**12


def exempt(law: str, *, below: int = WHATEVER_IT_COSTS, only_the_excess: bool = False) -> Clothing:
    """The rule of a state that exempts clothing cheaper than `below` cents."""
    return Clothing(below, only_the_excess, Source(law, NEW_YEAR))


STATES: dict[str, State] = {
    "AK": State(0),
    "AL": State(4000),
    "AR": State(6500, True),
    "AZ": State(5600),
    "CA": State(7250),
    "CO": State(2900),
    "CT": State(6350, True),
    "DC": State(6000, True),
    "DE": State(0),
    "FL": State(6000),
    "GA": State(4000, True),
    "HI": State(4000, True),
    "IA": State(6000),
    "ID": State(6000),
    "IL": State(6250),
    "IN": State(7000, True),
    "KS": State(6500),
    "KY": State(6000, True),
    "LA": State(5000),
    "MA": State(6250, False, exempt("M.G.L. c. 64H 6(k)", below=175_00, only_the_excess=True)),
    "MD": State(6000),
    "ME": State(5500),
    "MI": State(6000),
    "MN": State(6875, True, exempt("Minn. Stat. 297A.67 subd. 8")),
    "MO": State(4225),
    "MS": State(7000, True),
    "MT": State(0),
    "NC": State(4750, True),
    "ND": State(5000, True),
    "NE": State(5500, True),
    "NH": State(0),
    "NJ": State(6625, True, exempt("N.J.S.A. 54:32B-8.4")),
    "NM": State(4875, True),
    "NV": State(6850),
    "NY": State(4000, True, exempt("N.Y. Tax Law 1115(a)(30)", below=110_00)),
    "OH": State(5750, True),
    "OK": State(4500),
    "OR": State(0),
    "PA": State(6000, True, exempt("61 Pa. Code 53")),
    "RI": State(
        7000, True, exempt("R.I. Gen. Laws 44-18-30(27)", below=250_00, only_the_excess=True)
    ),
    "SC": State(6000, True),
    "SD": State(4200, True),
    "TN": State(7000, True),
    "TX": State(6250, True),
    "UT": State(6100),
    "VA": State(5300),
    "VT": State(6000, True, exempt("32 V.S.A. 9741(45)")),
    "WA": State(6500, True),
    "WI": State(5000, True),
    "WV": State(6000, True),
    "WY": State(4000),
}
