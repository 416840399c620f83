"""The demo marketplace, written: what the services promise holds for the bulk paths too."""

from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from closets.models import Address, Closet, User
from listings.models import Brand, Listing, Photo, Status
from poshmark.demo.logins import LOGINS
from poshmark.demo.pictures import drawings_continue, drawings_wanted, waiting_photos
from poshmark.demo.plan import Plan
from poshmark.invariants import broken_invariants
from social.models import (
    BrandFollow,
    ClosetFollow,
    Comment,
    Like,
    ListingCounts,
    News,
    Report,
    Share,
)


def test_it_keeps_every_invariant(marketplace: Plan) -> None:
    assert broken_invariants() == {}


def test_the_check_finds_what_is_broken(marketplace: Plan) -> None:
    like = Like.objects.first()
    assert like is not None
    like.delete()
    Photo.objects.filter(position=0, listing=like.listing).update(content_hash="0" * 64)
    assert broken_invariants() == {"likes are counted": 1, "ready photos are in storage": 1}
    with pytest.raises(CommandError, match="likes are counted: 1 rows"):
        call_command("invariants_check")


def test_it_writes_what_was_planned(marketplace: Plan) -> None:
    acts = marketplace.acts
    assert User.objects.count() == Closet.objects.count() == len(marketplace.members) == 120
    assert Closet.objects.exclude(listings=None).count() == 40
    assert Listing.objects.count() == len(marketplace.items) == 240
    assert Brand.objects.count() == 5000
    assert Like.objects.count() == len(acts.likes)
    assert Share.objects.count() == len(acts.shares)
    assert Comment.objects.count() == len(acts.comments)
    assert ClosetFollow.objects.count() == len(acts.closet_follows)
    assert BrandFollow.objects.count() == len(acts.brand_follows)


def test_members_time_is_kept_as_planned(marketplace: Plan) -> None:
    """COPY leaves auto_now_add columns as the rows carry them."""
    first, last = Like.objects.order_by("created_at").first(), Like.objects.latest("created_at")
    assert first is not None
    planned = [act.at for act in marketplace.acts.likes]
    minutes = (last.created_at - first.created_at).total_seconds() / 60
    assert round(minutes) == max(planned) - min(planned)


def test_listings_of_every_state_are_there(marketplace: Plan) -> None:
    states = set(Listing.objects.values_list("status", flat=True))
    assert {Status.AVAILABLE, Status.SOLD, Status.NOT_FOR_SALE, Status.REMOVED} <= states


def test_the_standing_people_have_a_life(marketplace: Plan) -> None:
    ana, bea = User.objects.get(username="ana"), User.objects.get(username="bea")
    assert ana.closet.listings.count() == 26
    assert ana.closet.listings.filter(status=Status.SOLD).count() >= 5
    assert ListingCounts.objects.filter(listing__closet=ana.closet, likes__gt=0).count() >= 10
    assert News.objects.filter(recipient=ana).count() >= 10
    assert Like.objects.filter(user=bea).count() >= 10
    assert ClosetFollow.objects.filter(user=bea).exists()
    assert Address.objects.filter(user=bea, is_default_to=True).count() == 1
    assert bea.my_sizes.filter(group="women-dresses", label="M").exists()


def test_the_standing_people_can_sign_in(marketplace: Plan, client: Client) -> None:
    for _, username, email, password in LOGINS:
        assert client.login(username=username, password=password), username
        member = User.objects.get(username=username)
        assert member.email == email
        assert member.emailaddress_set.get().verified  # type: ignore[attr-defined]
    assert User.objects.filter(is_staff=True).get().username == "sam"


def test_nobody_else_has_a_password(marketplace: Plan) -> None:
    others = User.objects.exclude(username__in=[login[1] for login in LOGINS])
    assert not any(member.has_usable_password() for member in others)


def test_staff_find_reports_to_decide_on(marketplace: Plan) -> None:
    assert Report.objects.filter(decision=None).count() >= 5
    assert Report.objects.exclude(decision=None).count() == 2


def test_it_is_refused_outside_the_embedded_mode(db: None, settings: Settings) -> None:
    settings.EMBEDDED = False
    with pytest.raises(CommandError, match="embedded mode only"):
        call_command("demo_load", "--if-empty")
    assert not User.objects.exists()


def test_it_does_not_touch_a_database_with_members(ana: User) -> None:
    call_command("demo_load", "--if-empty", "--size", "small")
    with pytest.raises(CommandError, match="There are members already"):
        call_command("demo_load", "--size", "small")
    assert User.objects.get() == ana


def test_the_workers_draw_what_is_missing(marketplace: Plan) -> None:
    name = "t-shirt.plain.red.1.boho.front.jpg"
    listing = Listing.objects.filter(status=Status.AVAILABLE).latest("shared_at")
    listing.photos.filter(position=0).update(
        state=Photo.State.PROCESSING, content_hash="", file_name=name
    )
    assert drawings_wanted(5) == [name]
    assert [drawings_continue(share) for share in (0, 1)].count(True) == 1
    photo = listing.photos.get(position=0)
    assert (photo.state, photo.width, photo.height) == (Photo.State.READY, 900, 1200)
    assert not waiting_photos().exists()
    assert [drawings_continue(share) for share in (0, 1)] == [False, False]
    assert broken_invariants() == {}


def test_pages_need_no_picture_to_be_ready(
    marketplace: Plan, django_assert_max_num_queries: Callable[..., object], client: Client
) -> None:
    Photo.objects.update(state=Photo.State.PROCESSING, content_hash="")
    Listing.objects.update(cover=None)
    assert client.get("/").status_code == 200
