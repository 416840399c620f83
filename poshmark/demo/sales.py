"""Which listings were bought, by whom, and how far each order has come."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from poshmark.demo.affinity import Affinity
from poshmark.demo.dice import Dice
from poshmark.demo.items import Item
from poshmark.demo.people import Member

DAY = 1440
STAGES = {
    "in_process": (12, (0.02, 2.5)),
    "shipped": (12, (1.5, 3.9)),
    "delivered": (8, (4.1, 7)),
    "complete": (60, (9, 58)),
    "cancelled": (8, (3, 50)),
}
"""Share of the sales, and between how many days ago they were bought."""


@dataclass(frozen=True)
class Sale:
    """An order to be. bought: minutes ago; a cancelled one leaves its listing available."""

    item: int
    buyer: int
    stage: str
    bought: int


@dataclass(frozen=True)
class Wish:
    """A sale wanted: in this stage, from and to these members when they are named."""

    stage: str
    seller: str | None = None
    buyer: str | None = None


def sales(
    seed: int, count: int, members: list[Member], hung: list[Item], affinity: Affinity
) -> list[Sale]:
    """`count` sales: some of Ana's and of Bea's in every stage, the rest by taste."""
    counter = _Counter(Dice(seed, "sales"), members, hung, affinity)
    return [sale for wish in _wishes(counter.dice, count) if (sale := counter.sell(wish))]


def _wishes(dice: Dice, count: int) -> list[Wish]:
    standing = [Wish(stage, seller="ana") for stage in [*STAGES, *["complete"] * 4]]
    standing += [Wish(stage, buyer="bea") for stage in [*STAGES, "complete"]]
    shares = {stage: float(share) for stage, (share, _) in STAGES.items()}
    return standing + [Wish(dice.one_of(shares)) for _ in range(count - len(standing))]


class _Counter:
    """Sells each listing once."""

    def __init__(
        self, dice: Dice, members: list[Member], hung: list[Item], affinity: Affinity
    ) -> None:
        self.dice, self.members, self.affinity = dice, members, affinity
        self.hung = hung
        self.free = {item.index: item for item in hung if item.status == "available"}
        self.index = {member.handle: member.index for member in members}

    def sell(self, wish: Wish) -> Sale | None:
        """A sale as wished; None when no listing is left that is old enough."""
        low, high = STAGES[wish.stage][1]
        bought = round(self.dice.uniform(low, high) * DAY)
        hanging = [item for item in self.free.values() if self._suits(item, wish, bought)]
        if not hanging:
            return None
        item = self._choose(hanging, wish)
        del self.free[item.index]
        return Sale(item.index, self._buyer(item, wish, bought), wish.stage, bought)

    def _suits(self, item: Item, wish: Wish, bought: int) -> bool:
        """Was it on sale then, at today's price, and does it hang where it should?"""
        if item.published < bought + 30 or (item.dropped or bought + 1) <= bought:
            return False
        if wish.seller is not None:
            return item.seller == self.index[wish.seller]
        if wish.buyer is not None:
            return bool(self.affinity.scores[self.index[wish.buyer], item.index] > 0)
        return self.members[item.seller].handle != "ana"

    def _choose(self, hanging: list[Item], wish: Wish) -> Item:
        """What the named buyer likes best, else what is popular."""
        weights = np.exp(self.affinity.popularity[[item.index for item in hanging]])
        if wish.buyer is not None:
            mine = self.affinity.scores[self.index[wish.buyer]]
            weights = np.exp(mine[[item.index for item in hanging]] * 2)
        return self.dice.choices(hanging, [float(weight) for weight in weights])[0]

    def _buyer(self, item: Item, wish: Wish, bought: int) -> int:
        if wish.buyer is not None:
            return self.index[wish.buyer]
        chances = self.affinity.buyers(item.index)
        people = list(self._shoppers(item, bought))
        return self.dice.choices(people, [float(chances[person]) for person in people])[0]

    def _shoppers(self, item: Item, bought: int) -> Iterator[int]:
        for member in self.members:
            if member.activity and member.joined > bought and member.index != item.seller:
                yield member.index
