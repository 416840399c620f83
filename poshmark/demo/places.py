"""Where the demo's members live: real towns with a ZIP code, made-up streets."""

from dataclasses import dataclass

from poshmark.demo.dice import Dice

_CITIES = """Austin TX 78704|Dallas TX 75206|Houston TX 77007|San Antonio TX 78209|Brooklyn NY 11215
New York NY 10011|Buffalo NY 14209|Los Angeles CA 90026|San Diego CA 92103|San Francisco CA 94110
Oakland CA 94610|Sacramento CA 95816|Santa Barbara CA 93101|Portland OR 97214|Bend OR 97701
Seattle WA 98103|Tacoma WA 98403|Boise ID 83702|Denver CO 80205|Boulder CO 80302|Phoenix AZ 85014
Tucson AZ 85719|Santa Fe NM 87501|Salt Lake City UT 84105|Las Vegas NV 89117|Minneapolis MN 55408
Saint Paul MN 55104|Madison WI 53703|Milwaukee WI 53211|Chicago IL 60614|Evanston IL 60201
Ann Arbor MI 48104|Grand Rapids MI 49503|Columbus OH 43206|Cleveland OH 44107|Cincinnati OH 45208
Louisville KY 40204|Nashville TN 37206|Memphis TN 38104|Atlanta GA 30307|Savannah GA 31401
Charleston SC 29403|Charlotte NC 28205|Asheville NC 28801|Raleigh NC 27605|Richmond VA 23220
Arlington VA 22201|Washington DC 20009|Baltimore MD 21211|Philadelphia PA 19125|Pittsburgh PA 15206
Hoboken NJ 07030|Montclair NJ 07042|New Haven CT 06511|Providence RI 02906|Boston MA 02118
Somerville MA 02144|Portland ME 04101|Burlington VT 05401|Miami FL 33137|Tampa FL 33606
Orlando FL 32803|New Orleans LA 70115|Birmingham AL 35205|Kansas City MO 64111|Saint Louis MO 63110
Omaha NE 68132|Des Moines IA 50312|Tulsa OK 74114|Oklahoma City OK 73118|Honolulu HI 96816"""
_STREETS = """
Maple Oak Cedar Elm Walnut Chestnut Willow Juniper Magnolia Laurel Park Lake Hill River Prospect
Franklin Lincoln Highland Sunset Garden Orchard Meadow Spring Valley"""
_KINDS = ("St", "Ave", "Rd", "Ln", "Blvd", "Ct", "Dr", "Pl")


@dataclass(frozen=True)
class Place:
    """A postal address without the name."""

    street: str
    city: str
    state: str
    zip_code: str


def place_for(dice: Dice) -> Place:
    """Somewhere in the United States."""
    line = dice.choice(_CITIES.replace("\n", "|").split("|"))
    city, state, zip_code = line.rsplit(" ", 2)
    street = f"{dice.randint(11, 2899)} {dice.choice(_STREETS.split())} {dice.choice(_KINDS)}"
    return Place(street, city, state, zip_code)
