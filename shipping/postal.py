"""Which state a US ZIP code lies in, by its first three digits.

The table is the Postal Service's list of sectional centres. A few prefixes cross a border and name
every state that they serve; the first one is where the sorting centre stands.
"""

from functools import cache

_RANGES: tuple[tuple[int, int, str], ...] = (
    (5, 5, "NY"),
    (6, 7, "PR"),
    (8, 8, "VI"),
    (9, 9, "PR"),
    (10, 27, "MA"),
    (28, 29, "RI"),
    (30, 38, "NH"),
    (39, 49, "ME"),
    (50, 54, "VT"),
    (55, 55, "MA"),
    (56, 59, "VT"),
    (60, 62, "CT"),
    (63, 63, "CT NY"),
    (64, 69, "CT"),
    (70, 89, "NJ"),
    (90, 99, "AE"),
    (100, 149, "NY"),
    (150, 196, "PA"),
    (197, 199, "DE"),
    (200, 200, "DC"),
    (201, 201, "VA"),
    (202, 205, "DC"),
    (206, 212, "MD"),
    (214, 219, "MD"),
    (220, 246, "VA"),
    (247, 268, "WV"),
    (270, 289, "NC"),
    (290, 299, "SC"),
    (300, 319, "GA"),
    (320, 339, "FL"),
    (340, 340, "AA"),
    (341, 342, "FL"),
    (344, 344, "FL"),
    (346, 347, "FL"),
    (349, 349, "FL"),
    (350, 352, "AL"),
    (354, 369, "AL"),
    (370, 385, "TN"),
    (386, 397, "MS"),
    (398, 399, "GA"),
    (400, 421, "KY"),
    (422, 422, "KY TN"),
    (423, 427, "KY"),
    (430, 459, "OH"),
    (460, 479, "IN"),
    (480, 499, "MI"),
    (500, 528, "IA"),
    (530, 549, "WI"),
    (550, 567, "MN"),
    (569, 569, "DC"),
    (570, 577, "SD"),
    (580, 588, "ND"),
    (590, 599, "MT"),
    (600, 629, "IL"),
    (630, 658, "MO"),
    (660, 679, "KS"),
    (680, 693, "NE"),
    (700, 714, "LA"),
    (716, 729, "AR"),
    (730, 732, "OK"),
    (733, 733, "TX"),
    (734, 749, "OK"),
    (750, 799, "TX"),
    (800, 816, "CO"),
    (820, 831, "WY"),
    (832, 833, "ID"),
    (834, 834, "ID WY"),
    (835, 838, "ID"),
    (840, 847, "UT"),
    (850, 865, "AZ"),
    (870, 884, "NM"),
    (885, 885, "TX"),
    (889, 898, "NV"),
    (900, 961, "CA"),
    (962, 966, "AP"),
    (967, 967, "HI AS"),
    (968, 968, "HI"),
    (969, 969, "GU MP PW FM MH"),
    (970, 979, "OR"),
    (980, 994, "WA"),
    (995, 999, "AK"),
)

MILITARY_STATES = frozenset({"AA", "AE", "AP"})


@cache
def _states_by_prefix() -> dict[int, tuple[str, ...]]:
    return {
        prefix: tuple(states.split())
        for first, last, states in _RANGES
        for prefix in range(first, last + 1)
    }


def zip_states(zip_code: str) -> tuple[str, ...]:
    """The states that a ZIP code (5 digits or ZIP+4) may lie in; empty when nobody uses it."""
    return _states_by_prefix().get(int(zip_code[:3]), ())
