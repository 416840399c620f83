"""How long a parcel takes between two ZIP codes, by the distance between their states."""

from datetime import date, timedelta
from math import asin, cos, radians, sin, sqrt

from shipping.postal import MILITARY_STATES, zip_states

EARTH_MILES = 3959.0
SUNDAY = 6
FAR = frozenset({"AK", "HI", "PR", "VI", "GU", "AS", "MP", "PW", "FM", "MH"}) | MILITARY_STATES
FAR_DAYS = 7
# Middle of each state: degrees north, degrees west.
_MIDDLES: dict[str, tuple[float, float]] = {
    "AL": (32.8, 86.8),
    "AZ": (34.2, 111.6),
    "AR": (34.8, 92.4),
    "CA": (37.2, 119.5),
    "CO": (39.0, 105.5),
    "CT": (41.6, 72.7),
    "DC": (38.9, 77.0),
    "DE": (39.0, 75.5),
    "FL": (28.5, 82.4),
    "GA": (32.6, 83.4),
    "IA": (42.0, 93.5),
    "ID": (44.4, 114.6),
    "IL": (40.0, 89.2),
    "IN": (39.9, 86.3),
    "KS": (38.5, 98.4),
    "KY": (37.5, 85.3),
    "LA": (31.0, 92.0),
    "MA": (42.3, 71.8),
    "MD": (39.0, 76.8),
    "ME": (45.4, 69.2),
    "MI": (44.3, 85.4),
    "MN": (46.3, 94.3),
    "MO": (38.4, 92.5),
    "MS": (32.7, 89.7),
    "MT": (47.1, 109.6),
    "NC": (35.5, 79.4),
    "ND": (47.4, 100.5),
    "NE": (41.5, 99.8),
    "NH": (43.7, 71.6),
    "NJ": (40.2, 74.7),
    "NM": (34.4, 106.1),
    "NV": (39.3, 116.6),
    "NY": (42.9, 75.5),
    "OH": (40.3, 82.8),
    "OK": (35.6, 97.5),
    "OR": (43.9, 120.6),
    "PA": (40.9, 77.8),
    "RI": (41.7, 71.6),
    "SC": (33.9, 80.9),
    "SD": (44.4, 100.2),
    "TN": (35.9, 86.4),
    "TX": (31.5, 99.3),
    "UT": (39.3, 111.7),
    "VA": (37.5, 78.9),
    "VT": (44.1, 72.7),
    "WA": (47.4, 120.4),
    "WI": (44.6, 89.9),
    "WV": (38.6, 80.6),
    "WY": (43.0, 107.6),
}


def transit_days(from_zip: str, to_zip: str) -> int:
    """Days on the road: 2 within a region, up to 5 across the country, 7 to the far places."""
    states = [zip_states(zip_code)[0] for zip_code in (from_zip, to_zip)]
    if FAR.intersection(states):
        return FAR_DAYS
    miles = _miles(*(_MIDDLES[state] for state in states))
    return 2 + sum(miles > limit for limit in (300, 800, 1600))


def delivery_day(start: date, days: int) -> date:
    """`days` after `start`, moved past a Sunday."""
    day = start + timedelta(days=days)
    return day + timedelta(days=1) if day.weekday() == SUNDAY else day


def _miles(one: tuple[float, float], other: tuple[float, float]) -> float:
    north, west = radians(one[0] - other[0]), radians(one[1] - other[1])
    part = sin(north / 2) ** 2
    part += cos(radians(one[0])) * cos(radians(other[0])) * sin(west / 2) ** 2
    return 2 * EARTH_MILES * asin(sqrt(part))
