"""Writes a data set into an empty, migrated database."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from allauth.account.models import EmailAddress
from django.db import connection, models
from django.utils import timezone

from bench.seed.acts import Acts
from bench.seed.dice import Ints
from bench.seed.pictures import pool_draw
from bench.seed.plan import Plan, plan_make
from bench.seed.rows.acts import acts_write, counts_write
from bench.seed.rows.listings import listings_write, words_write
from bench.seed.rows.members import Ids, members_write
from bench.seed.rows.signals import Telling, signals_write
from bench.seed.schema import Aside, make_again, set_aside
from bench.seed.sizes import Size
from closets.models import Address, Closet, MySize, User
from listings.catalogue.files import brands
from listings.catalogue.load import catalogue_load
from listings.models import Brand, Listing, ListingTransition, Photo, PriceChange
from poshmark.demo.progress import Progress
from poshmatch.models import Signal
from social.models import BrandFollow, ClosetCounts, ClosetFollow, Like, ListingCounts, Share

PEOPLE: list[type[models.Model]] = [User, EmailAddress, Address, MySize, Closet]
THINGS: list[type[models.Model]] = [Listing, Photo, ListingTransition, PriceChange]
ACTS: list[type[models.Model]] = [
    Like,
    Share,
    ClosetFollow,
    BrandFollow,
    ListingCounts,
    ClosetCounts,
    Signal,
]
_SESSION = {
    "statement_timeout": "0",
    "lock_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "synchronous_commit": "off",
    "maintenance_work_mem": "'1GB'",
    "max_parallel_maintenance_workers": "1",
    "work_mem": "'256MB'",
}
Work = Callable[[], object]


class Load:
    """One load: seed and size say what is written, `now` when its last act was."""

    def __init__(self, seed: int, size: Size, progress: Progress) -> None:
        self.seed, self.size, self.progress = seed, size, progress
        self.now = timezone.now().replace(microsecond=0)

    def run(self) -> Plan:
        """Writes everything; returns the plan. Raises ValueError when there are members."""
        if User.objects.exists():
            raise ValueError("The database has members already")
        session_prepare()
        self.progress.done("Catalogue", sum(catalogue_load().values()))
        self.plan = plan_make(self.seed, self.size, self.progress)
        self.drawn, self.shown = pool_draw(self.plan.made, self.size, self.progress)
        self.ids = Ids.reserve(len(self.plan.members), len(self.plan.listings))
        self.aside = set_aside(_tables(PEOPLE + THINGS + ACTS))
        _side_by_side(self._things_write, self._acts_write)
        self._make_again("Foreign keys", lambda thing: thing.is_foreign)
        _side_by_side(lambda: settle(PEOPLE + THINGS), lambda: settle(ACTS))
        return self.plan

    def _things_write(self) -> None:
        words_write(self.seed, self.plan.made, self.drawn, self.shown)
        members_write(self.seed, self.plan.members, self.ids, self.now, self.progress)
        shared = self.plan.last_shares()
        listings_write(self.plan.listings, shared, self.ids, self.now, self.progress)
        self._indexes_make("listings", PEOPLE + THINGS)

    def _acts_write(self) -> None:
        plan, ids = self.plan, self.ids
        listings = ids.listing + np.arange(len(plan.listings))
        closets = ids.closet + np.arange(len(plan.members))
        brands = _brand_ids()
        self._write(Like, plan.likes, "listing_id", listings)
        self._write(Share, plan.shares, "listing_id", listings)
        self._write(ClosetFollow, plan.closet_follows, "closet_id", closets)
        self._write(BrandFollow, plan.brand_follows, "brand_id", brands)
        tellings = [
            Telling(Signal.Kind.LIKE, "listing_id", plan.likes, listings),
            Telling(Signal.Kind.SHARE, "listing_id", plan.told_shares(), listings),
            Telling(Signal.Kind.FOLLOW_CLOSET, "closet_id", plan.closet_follows, closets),
            Telling(Signal.Kind.FOLLOW_BRAND, "brand_id", plan.brand_follows, brands),
        ]
        signals_write(tellings, ids.user, self.now, self.progress)
        self._counts_write(listings, closets)
        self._indexes_make("acts", ACTS)

    def _write(self, model: type[models.Model], acts: Acts, thing: str, things: Ints) -> None:
        acts_write(
            model,
            acts,
            users=self.ids.user,
            thing=thing,
            things=things,
            now=self.now,
            progress=self.progress,
        )

    def _counts_write(self, listings: Ints, closets: Ints) -> None:
        plan = self.plan
        likes, shares = (
            np.bincount(acts.thing, minlength=len(listings)) for acts in (plan.likes, plan.shares)
        )
        counts = {"likes": likes, "shares": shares, "comments": np.zeros_like(likes)}
        counts_write(ListingCounts, "listing_id", listings, counts)
        followers, following = (
            np.bincount(places, minlength=len(closets))
            for places in (plan.closet_follows.thing, plan.closet_follows.member)
        )
        counts = {"followers": followers, "following": following}
        counts_write(ClosetCounts, "closet_id", closets, counts)

    def _indexes_make(self, name: str, kinds: list[type[models.Model]]) -> None:
        tables = _tables(kinds)
        self._make_again(
            f"Indexes of {name}", lambda thing: not thing.is_foreign and thing.table in tables
        )

    def _make_again(self, name: str, wanted: Callable[[Aside], bool]) -> None:
        things = [thing for thing in self.aside if wanted(thing)]
        make_again(self.progress.over(name, things, len(things)))


def session_prepare() -> None:
    """Lets this connection work for as long, and with as much memory, as bulk work takes."""
    with connection.cursor() as cursor:
        for name, value in _SESSION.items():
            cursor.execute(f"SET {name} = {value}")


def settle(kinds: Iterable[type[models.Model]]) -> None:
    """Leaves what autovacuum would have to do done: visibility and statistics."""
    how = "ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)"
    with connection.cursor() as cursor:
        for table in _tables(kinds):
            cursor.execute(f'{how} "{table}"')


def _side_by_side(one: Work, other: Work) -> None:
    """Both at once, each with a connection of its own; in a transaction one after the other."""
    if connection.in_atomic_block:
        one()
        other()
        return
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(_on_its_own, work) for work in (one, other)]:
            done.result()


def _on_its_own(work: Work) -> None:
    try:
        session_prepare()
        work()
    finally:
        connection.close()


def _tables(kinds: Iterable[type[models.Model]]) -> list[str]:
    return [kind._meta.db_table for kind in kinds]


def _brand_ids() -> Ints:
    """Primary keys of the brands, the known ones first, as the plan counts them."""
    ids = dict(Brand.objects.values_list("name", "pk"))
    return np.array([ids[brand.name] for brand in brands()])
