"""The members of the demo."""

from dataclasses import dataclass

from closets.handles import RESERVED, handle_look
from poshmark.demo.bios import bio_for
from poshmark.demo.dice import Dice
from poshmark.demo.places import Place, place_for
from poshmark.demo.scale import Scale
from poshmark.demo.standing import STANDING, Standing
from poshmark.demo.tastes import Taste, taste_for

_WOMEN = """
Abby Ada Alana Alexa Alice Alma Amara Amelia Amy Andrea Anika Anna April Ariana Aria Audrey Ava
Bella Beth Bianca Bree Bridget Brooke Callie Camila Carmen Caro Cassie Cate Celia Chloe Clara
Cora Daisy Dana Daniela Delia Demi Diana Eden Elena Elise Ella Ellie Emma Erin Esme Eva Faith
Faye Fiona Frances Gabi Gemma Georgia Gia Grace Greta Hailey Hana Harper Hazel Heidi Helena
Holly Ida Imani Ines Irene Isla Ivy Jade Jana Jasmine Jenna Jess Jo Joan Jocelyn Josie Joy Jules
June Kara Kate Kayla Keiko Kelsey Kira Kristen Lacey Laila Lara Laura Lena Leah Lexi Lila Lily
Lina Liv Lola Lucia Lucy Lydia Mae Maggie Maia Mara Margot Maria Marisol Maya Meg Mei Mia Mila
Mina Molly Nadia Naomi Natalie Nell Nia Nicole Nina Noa Nora Olive Olivia Paige Paloma Penny
Petra Phoebe Piper Priya Quinn Rachel Reese Renata Riley Rosa Rose Ruby Ruth Sabina Sadie Sana
Sara Sasha Selena Serena Shreya Sienna Sky Sofia Sophie Stella Summer Suki Tara Tasha Tess Thea
Tia Uma Vera Veronica Violet Wendy Willa Wren Yara Yasmin Zadie Zara Zoe"""
_MEN = """
Aaron Adam Alex Andre Andy Anton Ben Blake Brian Caleb Carlos Chris Cole Dan Darius Dave Dev
Diego Eli Eric Ethan Evan Felix Finn Gabe Henry Hugo Ian Ivan Jack Jake James Jamal Jay Joel Jon
Jordan Jose Josh Kai Ken Kevin Kyle Leo Liam Luca Luis Marcus Mark Mateo Matt Max Miguel Mike
Miles Nate Nick Noah Omar Oscar Owen Pete Rafa Ray Reza Rob Ryan Sean Seth Simon Theo Tim Tom
Tony Trevor Tyler Victor Will Zach"""
_LAST = """
Abbott Adler Alvarez Baker Barnes Bell Bennett Bishop Blake Brooks Burke Byrne Campbell Carter
Castillo Chang Chen Choi Clark Cohen Cole Collins Cook Cruz Daly Davis Diaz Dixon Doyle Duarte
Ellis Evans Fields Fischer Flores Ford Foster Fox Garcia Gibson Gomez Grant Gray Green Griffin
Hale Hall Harris Hart Hayes Hill Hughes Hunt Ito Jackson James Jensen Johnson Jones Kaur Kelly
Kim King Klein Lane Lee Lewis Lin Lopez Lowe Lucas Lynch Malik Martin Mason Mendez Meyer Mills
Moore Morales Morgan Murphy Myers Nash Nguyen Novak Ortiz Owens Park Parker Patel Perez Perry
Pham Porter Price Quinn Ramos Reed Reyes Rivera Roberts Rojas Rose Ross Ruiz Russo Ryan Santos
Schmidt Scott Shah Shaw Silva Singh Smith Soto Stein Stone Suzuki Tanaka Taylor Torres Tran
Turner Vargas Vega Wagner Walker Wang Ward Webb Wells West White Wilson Wolf Wood Wright Wu Yang
Young Zhang"""
_THINGS = """
closet threads finds vintage thrift style wardrobe boutique rack attic shop resale looks edit
drawer trunk drop exchange corner collective"""
DOMAIN = "poshmark.test"
_SHAPES = (
    "{f}{l}",
    "{f}_{l}",
    "{f}s{t}",
    "{f}{t}",
    "{t}by{f}",
    "the{f}{t}",
    "{f}{n}",
    "{f}_{n}",
    "{l}{t}",
)


@dataclass(frozen=True)
class Member:
    """A member to be. joined: minutes ago; activity: relative number of social acts."""

    index: int
    handle: str
    first_name: str
    last_name: str
    is_seller: bool
    bio: str
    place: Place
    joined: int
    activity: float
    taste: Taste
    standing: Standing | None = None

    @property
    def email(self) -> str:
        """An address that no mail ever reaches."""
        return f"{self.handle.lower()}@{DOMAIN}"

    @property
    def display_name(self) -> str:
        """As the closet shows it: "Nora P."."""
        return f"{self.first_name} {self.last_name[:1]}.".strip()


def people(seed: int, scale: Scale) -> list[Member]:
    """All members: the standing people first, then sellers, then shoppers."""
    taken = {handle_look(name) for name in (*RESERVED, *(one.name for one in STANDING))}
    members = [_standing_member(i, person) for i, person in enumerate(STANDING)]
    sellers = sum(member.is_seller for member in members)
    for index in range(len(members), scale.members):
        is_seller = sellers < scale.closets
        sellers += is_seller
        members.append(_member(Dice(seed, "member", index), index, is_seller, taken))
    return members


def _standing_member(index: int, person: Standing) -> Member:
    return Member(
        index=index,
        handle=person.name,
        first_name=person.first_name,
        last_name=person.last_name,
        is_seller=person.listings > 0,
        bio=person.bio,
        place=person.place,
        joined=person.joined_days * 1440,
        activity=person.activity,
        taste=person.taste,
        standing=person,
    )


def _member(dice: Dice, index: int, is_seller: bool, taken: set[str]) -> Member:
    taste = taste_for(dice)
    names = _MEN if taste.departments[0] == "men" else _WOMEN
    first, last = dice.choice(names.split()), dice.choice(_LAST.split())
    return Member(
        index=index,
        handle=_handle(dice, first, last, taken),
        first_name=first,
        last_name=last,
        is_seller=is_seller,
        bio=bio_for(dice, taste) if is_seller else "",
        place=place_for(dice),
        joined=_joined(dice, is_seller),
        activity=dice.paretovariate(1.15),
        taste=taste,
    )


def _handle(dice: Dice, first: str, last: str, taken: set[str]) -> str:
    """A handle of its own; numbers are added while it is taken."""
    things = _THINGS.split()
    while True:
        handle = dice.choice(_SHAPES).format(
            f=first.lower(), l=last.lower(), t=dice.choice(things), n=dice.randint(1, 999)
        )
        look = handle_look(handle)
        if look not in taken and 3 <= len(handle) <= 30:
            taken.add(look)
            return handle


def _joined(dice: Dice, is_seller: bool) -> int:
    """Minutes ago; sellers have all been here longer than their first listing."""
    days = dice.uniform(80, 900) if is_seller or dice.happens(0.8) else dice.uniform(3, 80)
    return round(days * 1440)
