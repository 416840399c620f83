"""The big data set in small: what the services promise holds for it too."""

import re
from collections import Counter
from io import StringIO

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client

from bench.seed.checks import broken_checks
from bench.seed.listings import DRAFT
from bench.seed.load import Load
from bench.seed.plan import Plan, plan_make
from bench.seed.sizes import SIZES
from closets.models import Closet, MySize, User
from listings.models import Listing, Photo, PriceChange
from poshmark.demo.progress import Progress
from poshmatch.models import Signal
from poshmatch.partitions import partition_name
from social.models import BrandFollow, ClosetFollow, Like, Share
from tests.people import person

TINY = SIZES["tiny"]
_SCHEMA = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT tablename, indexname, indexdef, true FROM pg_indexes WHERE schemaname = 'public'
ORDER BY 1, 2, 3
"""


def quiet() -> Progress:
    return Progress(StringIO())


def schema() -> list[tuple[str, ...]]:
    """All constraints and indexes, but those of days; without casts, written in two ways."""
    with connection.cursor() as cursor:
        cursor.execute(_SCHEMA)
        rows = [row for row in cursor.fetchall() if not re.match(r"poshmatch_signal_\d", row[0])]
    return [(*names, re.sub(r"::[a-z ]+(\[\])?|[()]", "", text)) for *names, text, _ in rows]


@pytest.fixture
def plan(db: None) -> Plan:
    """A tiny data set, written; its plan."""
    return Load(3, TINY, quiet()).run()


def test_it_keeps_every_invariant_and_what_the_size_says(plan: Plan) -> None:
    assert broken_checks(TINY, quiet()) == {}


def test_the_check_finds_what_is_broken(plan: Plan) -> None:
    Like.objects.order_by("pk")[:1].get().delete()
    assert broken_checks(TINY, quiet()) == {
        "likes are counted": "1 rows",
        "each act has its signal": "like",
    }


def test_it_writes_what_was_planned(plan: Plan) -> None:
    assert User.objects.count() == Closet.objects.count() == TINY.members
    assert Closet.objects.exclude(listings=None).count() == TINY.closets
    assert Listing.objects.count() == TINY.listings
    assert Photo.objects.count() == plan.listings.photos.sum()
    assert Like.objects.count() == len(plan.likes)
    assert Share.objects.count() == len(plan.shares)
    assert ClosetFollow.objects.count() == len(plan.closet_follows)
    assert BrandFollow.objects.count() == len(plan.brand_follows)
    assert Share.objects.filter(user=F("listing__closet__user")).count() == TINY.own_shares
    assert Photo.objects.values("content_hash").distinct().count() == TINY.pictures
    assert MySize.objects.exists()
    fell = PriceChange.objects.select_related("listing")
    assert len(fell) == ((plan.listings.dropped >= 0) & (plan.listings.status != DRAFT)).sum()
    assert all(change.new_cents == change.listing.price_cents for change in fell)


def test_the_same_seed_gives_the_same_data(plan: Plan) -> None:
    assert plan_make(3, TINY, quiet()).digest() == plan.digest()
    assert plan_make(4, TINY, quiet()).digest() != plan.digest()


def test_indexes_and_constraints_are_as_the_migrations_left_them(db: None) -> None:
    before = schema()
    Load(3, TINY, quiet()).run()
    assert schema() == before


def test_signals_lie_in_partitions_by_day(plan: Plan) -> None:
    days = Counter(Signal.objects.values_list("created_at__date", flat=True))
    assert sum(days.values()) == TINY.signals
    with connection.cursor() as cursor:
        for day, count in days.items():
            cursor.execute(f'SELECT count(*) FROM "{partition_name(day)}"')  # noqa: S608
            assert cursor.fetchone() == (count,)


def test_an_act_of_a_member_goes_on_where_the_data_set_ended(plan: Plan) -> None:
    """Sequences stand behind the rows."""
    ana = person("ana")
    listing = Listing.objects.available()[:1].get()
    last = Like.objects.latest("pk").pk
    assert Like.objects.create(user=ana, listing=listing).pk == last + 1


def test_it_refuses_a_database_with_members(ana: User) -> None:
    with pytest.raises(ValueError, match="members already"):
        Load(3, TINY, quiet()).run()
    assert not Listing.objects.exists()


def test_pages_show_it(plan: Plan, client: Client) -> None:
    client.force_login(User.objects.order_by("pk")[:1].get())
    for path in ("/", "/search/?q=dress", "/search/?department=women&colour=blue"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "/listings/" in answer.content.decode()
