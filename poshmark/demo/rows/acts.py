"""Likes, shares, comments and follows, their counters, and the news they make."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from closets.models import Closet
from listings.models import Brand, Listing
from poshmark.demo.acts import Act
from poshmark.demo.bulk import copy_in
from poshmark.demo.clock import Clock
from poshmark.demo.plan import Plan
from social.models import (
    BrandFollow,
    ClosetCounts,
    ClosetFollow,
    Comment,
    Like,
    ListingCounts,
    News,
    Share,
)
from social.services.comments import MENTION

NEWS_MINUTES = 30 * 1440
READ_AFTER = 3 * 1440
"""Minutes after which members have read their news."""


class ActsWriter:
    """Writes the plan's acts for the members' closets and the listings, both in plan order."""

    def __init__(
        self, plan: Plan, closets: list[Closet], listings: list[Listing], clock: Clock
    ) -> None:
        self.plan, self.closets, self.listings, self.clock = plan, closets, listings, clock

    def write(self) -> int:
        """Writes all acts and what follows from them; returns how many acts."""
        acts = self.plan.acts
        copy_in([Like(**self._columns(act)) for act in acts.likes])
        copy_in([Share(**self._columns(act)) for act in acts.shares])
        copy_in([Comment(body=act.body, **self._columns(act)) for act in acts.comments])
        copy_in(self._closet_follows())
        copy_in(self._brand_follows())
        self._counts_write()
        copy_in(sorted(self._news(), key=lambda news: news.created_at))
        return len(acts)

    def _columns(self, act: Act) -> dict[str, object]:
        return {
            "user_id": self.closets[act.member].user_id,
            "listing_id": self.listings[act.item].pk,
            "created_at": self.clock.ago(act.at),
        }

    def _closet_follows(self) -> list[ClosetFollow]:
        return [
            ClosetFollow(
                user_id=self.closets[follow.member].user_id,
                closet_id=self.closets[int(follow.whom)].pk,
                created_at=self.clock.ago(follow.at),
            )
            for follow in self.plan.acts.closet_follows
        ]

    def _brand_follows(self) -> list[BrandFollow]:
        brands = dict(Brand.objects.values_list("name", "pk"))
        return [
            BrandFollow(
                user_id=self.closets[follow.member].user_id,
                brand_id=brands[str(follow.whom)],
                created_at=self.clock.ago(follow.at),
            )
            for follow in self.plan.acts.brand_follows
        ]

    def _counts_write(self) -> None:
        acts = self.plan.acts
        likes, shares, comments = map(_per_item, (acts.likes, acts.shares, acts.comments))
        copy_in(
            [
                ListingCounts(
                    listing_id=self.listings[item].pk,
                    likes=likes[item],
                    shares=shares[item],
                    comments=comments[item],
                )
                for item in sorted({*likes, *shares, *comments})
            ]
        )
        followers = Counter(int(follow.whom) for follow in acts.closet_follows)
        following = Counter(follow.member for follow in acts.closet_follows)
        copy_in(
            [
                ClosetCounts(
                    closet_id=self.closets[member].pk,
                    followers=followers[member],
                    following=following[member],
                )
                for member in sorted({*followers, *following})
            ]
        )

    def _news(self) -> Iterator[News]:
        """What sellers, mentioned members and likers of dropped prices are told."""
        acts = self.plan.acts
        kinds = {
            News.Kind.LIKE: acts.likes,
            News.Kind.SHARE: acts.shares,
            News.Kind.COMMENT: acts.comments,
        }
        for kind, done in kinds.items():
            for act in self._recent(done):
                seller = self.plan.items[act.item].seller
                if seller != act.member:
                    yield self._told(kind, seller, act.at, act.member, act.item)
        yield from self._mentions()
        yield from self._drops()
        for follow in acts.closet_follows:
            if follow.at < NEWS_MINUTES:
                yield self._told(News.Kind.FOLLOW, int(follow.whom), follow.at, follow.member)

    def _recent(self, acts: Iterable[Act]) -> Iterator[Act]:
        return (act for act in acts if act.at < NEWS_MINUTES)

    def _mentions(self) -> Iterator[News]:
        index = {member.handle: member.index for member in self.plan.members}
        for act in self._recent(self.plan.acts.comments):
            seller = self.plan.items[act.item].seller
            for handle in MENTION.findall(act.body):
                if index[handle] not in {seller, act.member}:
                    yield self._told(News.Kind.MENTION, index[handle], act.at, act.member, act.item)

    def _drops(self) -> Iterator[News]:
        """Likers hear of a price that fell by a tenth or more."""
        fell = {
            item.index: item.dropped
            for item in self.plan.items
            if item.dropped is not None and item.price_cents * 10 <= item.first_cents * 9
        }
        for act in self.plan.acts.likes:
            at = fell.get(act.item)
            if at is not None and at < min(act.at, NEWS_MINUTES):
                yield self._told(News.Kind.PRICE_DROP, act.member, at, None, act.item)

    def _told(
        self, kind: News.Kind, recipient: int, at: float, actor: int | None, item: int | None = None
    ) -> News:
        return News(
            recipient_id=self.closets[recipient].user_id,
            kind=kind,
            actor_id=None if actor is None else self.closets[actor].user_id,
            listing_id=None if item is None else self.listings[item].pk,
            created_at=self.clock.ago(at),
            read_at=self._read(at),
        )

    def _read(self, at: float) -> datetime | None:
        return self.clock.ago(at / 2) if at > READ_AFTER else None


def _per_item(acts: Iterable[Act]) -> Counter[int]:
    return Counter(act.item for act in acts)
