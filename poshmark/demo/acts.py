"""The social acts of the demo: likes, shares, comments and follows, by taste with noise."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from poshmark.demo.affinity import NEVER, Affinity, Scores, pick, quotas
from poshmark.demo.dice import Dice
from poshmark.demo.items import Item
from poshmark.demo.people import Member
from poshmark.demo.sales import DAY, Sale
from poshmark.demo.scale import DAYS, Scale
from poshmark.demo.talk import answer_for, comment_for

Indices = npt.NDArray[np.int64]
KNOWN = 1.6
"""How much better known the standing people's closets are, in log-odds."""
OWN_SHARES = 0.55
MOST_LIKES = 0.08
"""Nobody likes more than this share of all listings: taste is what they leave out."""


class Act(NamedTuple):
    """A member's act on a listing, so many minutes ago."""

    member: int
    item: int
    at: int
    body: str = ""


class Follow(NamedTuple):
    """A member follows the closet of another, or a brand by name, since so many minutes."""

    member: int
    whom: int | str
    at: int


@dataclass(frozen=True)
class Acts:
    """All of them, each list in the order they happened."""

    likes: list[Act]
    shares: list[Act]
    comments: list[Act]
    closet_follows: list[Follow]
    brand_follows: list[Follow]

    def __len__(self) -> int:
        return sum(len(kind) for kind in vars(self).values())


def acts(
    seed: int,
    scale: Scale,
    members: list[Member],
    hung: list[Item],
    sold: list[Sale],
    affinity: Affinity,
) -> Acts:
    """As many of each kind as the scale says."""
    crowd = Crowd(seed, members, hung, sold, affinity)
    likes = crowd.likes(scale.likes)
    return Acts(
        likes=_in_order(likes),
        shares=_in_order(crowd.shares(scale.shares, likes)),
        comments=_in_order(crowd.comments(scale.comments, likes)),
        closet_follows=_in_order_follows(crowd.closet_follows(scale.closet_follows)),
        brand_follows=_in_order_follows(crowd.brand_follows(scale.brand_follows)),
    )


class Crowd:
    """The members at work on the listings."""

    def __init__(
        self,
        seed: int,
        members: list[Member],
        hung: list[Item],
        sold: list[Sale],
        affinity: Affinity,
    ) -> None:
        self.seed, self.members, self.hung, self.affinity = seed, members, hung, affinity
        self.rng = np.random.default_rng([seed, 2])
        self.gone = {sale.item: sale.bought for sale in sold if sale.stage != "cancelled"}
        self.seen_from = np.array([min(item.published, DAYS * DAY) for item in hung])
        self.seen_to = np.array([self._end(item) for item in hung])

    def _end(self, item: Item) -> int:
        """Until when it can be acted on; before it began for what never was on sale."""
        if item.status == "draft":
            return item.published + 1
        return self.gone.get(item.index, 0)

    def likes(self, total: int) -> list[Act]:
        """Each member likes what is nearest to their taste, some popular things, a few others."""
        most = round(len(self.hung) * MOST_LIKES)
        made = []
        counts = quotas(total, [member.activity for member in self.members], most)
        for member, count in zip(self.members, counts, strict=True):
            chances = self._reachable(member)
            for item in pick(self.rng, chances, count):
                made.append(Act(member.index, item, self._moment(member, item)))
        return made

    def _reachable(self, member: Member) -> Scores:
        chances = self.affinity.chances(member.index)
        opened = np.minimum(self.seen_from, member.joined) - self.seen_to
        return np.where((opened > 5) & (self.affinity.scores[member.index] > NEVER / 2), chances, 0)

    def _moment(self, member: Member, item: int) -> int:
        """When: most of it soon after the listing appears, while it is there to be seen."""
        start = min(int(self.seen_from[item]), member.joined)
        end = int(self.seen_to[item])
        return start - 1 - int((start - end - 2) * self.rng.beta(0.9, 1.8))

    def shares(self, total: int, likes: list[Act]) -> list[Act]:
        """Sellers share their own closets; others share what they like."""
        own = self._own_shares(round(total * OWN_SHARES))
        picked = self.rng.choice(len(likes), size=total - len(own), replace=False)
        return own + [self._later(likes[i]) for i in picked]

    def _own_shares(self, total: int) -> list[Act]:
        open_items = [
            item for item in self.hung if self.seen_from[item.index] > self.seen_to[item.index] + 60
        ]
        weights = np.array([self.members[item.seller].activity for item in open_items]) ** 0.7
        chosen = self.rng.choice(len(open_items), size=total, p=weights / weights.sum())
        return [
            Act(open_items[i].seller, open_items[i].index, self._spread(open_items[i].index))
            for i in chosen
        ]

    def _spread(self, item: int) -> int:
        return int(self.rng.integers(int(self.seen_to[item]) + 1, int(self.seen_from[item])))

    def _later(self, like: Act) -> Act:
        """Some minutes after the like, while the listing is still there."""
        left = like.at - int(self.seen_to[like.item])
        after = min(int(self.rng.exponential(180)), max(0, left - 1))
        return Act(like.member, like.item, like.at - after)

    def comments(self, total: int, likes: list[Act]) -> list[Act]:
        """Questions and praise under what they like; sellers answer most questions."""
        dice = Dice(self.seed, "comments")
        made: list[Act] = []
        for i in self.rng.permutation(len(likes)):
            act = self._later(likes[i])
            said = comment_for(dice, self.hung[act.item])
            made.append(act._replace(body=said.text))
            if said.is_question and dice.happens(0.7):
                made.append(self._answer(dice, act, said.text))
            if len(made) >= total:
                break
        return made[:total]

    def _answer(self, dice: Dice, act: Act, question: str) -> Act:
        item = self.hung[act.item]
        asker = self.members[act.member].handle
        left = act.at - int(self.seen_to[act.item])
        at = act.at - min(dice.randint(4, 600), max(0, left - 1))
        return Act(item.seller, act.item, at, answer_for(dice, item, asker, question))

    def closet_follows(self, total: int) -> list[Follow]:
        """Members follow closets whose things they would like, and a few famous ones."""
        sellers, codes = np.unique([item.seller for item in self.hung], return_inverse=True)
        fame = -0.8 * np.log(self.rng.permutation(len(sellers)) + 4.0)
        fame += [KNOWN if self.members[seller].standing else 0.0 for seller in sellers]
        counts = quotas(total, self._eagerness(), len(sellers) // 2)
        made = []
        for member, count in zip(self.members, counts, strict=True):
            chances = np.exp(fame + 1.1 * self._closet_scores(member, sellers, codes))
            for i in pick(self.rng, chances, count):
                made.append(Follow(member.index, int(sellers[i]), self._since(member)))
        return made

    def _eagerness(self) -> list[float]:
        return [member.activity**0.8 for member in self.members]

    def _closet_scores(self, member: Member, sellers: Indices, codes: Indices) -> Scores:
        """The mean affinity to each closet's listings; -inf for one's own."""
        scores = np.maximum(-3.0, self.affinity.scores[member.index])
        means = np.bincount(codes, weights=scores) / np.bincount(codes)
        return np.where(sellers == member.index, -np.inf, means)

    def _since(self, member: Member) -> int:
        return int(self.rng.integers(1, min(member.joined, DAYS * DAY)))

    def brand_follows(self, total: int) -> list[Follow]:
        """Mostly the brands of their taste."""
        dice = Dice(self.seed, "brand follows")
        labels = [item.brand for item in self.hung if item.brand]
        made: dict[tuple[int, str], Follow] = {}
        weights = self._eagerness()
        while len(made) < total:
            member = dice.choices(self.members, weights)[0]
            brand = dice.choice(member.taste.brands if dice.happens(0.85) else labels)
            made.setdefault((member.index, brand), Follow(member.index, brand, self._since(member)))
        return list(made.values())


def _in_order(made: list[Act]) -> list[Act]:
    return sorted(made, key=lambda act: -act.at)


def _in_order_follows(made: list[Follow]) -> list[Follow]:
    return sorted(made, key=lambda follow: -follow.at)
