"""The states' rates and exemptions, as of 1 January 2026.

Rates: the "state tax rate" column of the Tax Foundation's "State and Local Sales Tax Rates, 2026",
which counts mandatory statewide local add-ons (CA 1.25, UT 1.25, VA 1.0) into the state rate.

Clothing and shoes:
  MN  exempt (Minn. Stat. 297A.67 subd. 8)
  NJ  exempt (N.J.S.A. 54:32B-8.4)
  PA  exempt (61 Pa. Code 53)
  VT  exempt (32 V.S.A. 9741(45))
  NY  exempt when the item costs less than $110; the whole price is taxed from there on (Tax Law
      1115(a)(30); the state's 4 % only, some counties still tax)
  MA  the first $175 of an item is exempt (M.G.L. c. 64H 6(k))
  RI  the first $250 of an item is exempt (R.I. Gen. Laws 44-18-30(27))

Shipping by common carrier, charged apart: taxed when what is shipped is taxed in the states marked
`True`, after TaxJar's "Sales tax and shipping by state"; not taxed in the others.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Clothing:
    """Clothing below `limit_cents` is exempt; above, the excess or the whole price is taxed."""

    limit_cents: int | None = None
    only_the_excess: bool = False


@dataclass(frozen=True)
class State:
    """`rate` in thousandths of a percent: 6875 is 6.875 %."""

    rate: int
    taxes_shipping: bool = False
    clothing: Clothing = Clothing()


EXEMPT = Clothing(limit_cents=10**12)
UNDER_110 = Clothing(limit_cents=110_00)
ABOVE_175 = Clothing(limit_cents=175_00, only_the_excess=True)
ABOVE_250 = Clothing(limit_cents=250_00, only_the_excess=True)

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
    "MA": State(6250, False, ABOVE_175),
    "MD": State(6000),
    "ME": State(5500),
    "MI": State(6000),
    "MN": State(6875, True, EXEMPT),
    "MO": State(4225),
    "MS": State(7000, True),
    "MT": State(0),
    "NC": State(4750, True),
    "ND": State(5000, True),
    "NE": State(5500, True),
    "NH": State(0),
    "NJ": State(6625, True, EXEMPT),
    "NM": State(4875, True),
    "NV": State(6850),
    "NY": State(4000, True, UNDER_110),
    "OH": State(5750, True),
    "OK": State(4500),
    "OR": State(0),
    "PA": State(6000, True, EXEMPT),
    "RI": State(7000, True, ABOVE_250),
    "SC": State(6000, True),
    "SD": State(4200, True),
    "TN": State(7000, True),
    "TX": State(6250, True),
    "UT": State(6100),
    "VA": State(5300),
    "VT": State(6000, True, EXEMPT),
    "WA": State(6500, True),
    "WI": State(5000, True),
    "WV": State(6000, True),
    "WY": State(4000),
}
