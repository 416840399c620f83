"""The demo marketplace, written: what the services promise holds for the bulk paths too."""

from collections import Counter
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from closets.models import Address, Closet, User
from listings.models import Brand, Listing, Photo, Status
from listings.services.photos import cover_keep
from listings.services.pictures import picture_is_stored, picture_read
from payments.amounts import refund_whole
from payments.ledger import balance_of, post_all, templates
from payments.models import Account, Case, Entry, Order, OrderLine, SandboxBalanceTransaction
from payments.sandbox.control import object_read
from poshmark.demo.cases import lines_bare, sales_freeze
from poshmark.demo.closets import closets_bare
from poshmark.demo.drawings import share_of
from poshmark.demo.journeys import parcels_send, parcels_waiting
from poshmark.demo.logins import LOGINS
from poshmark.demo.pictures import drawings_continue, drawings_wanted, waiting_photos
from poshmark.demo.plan import Plan
from poshmark.invariants import broken_invariants
from poshmatch.models import Signal
from social.drift import drifts
from social.models import (
    BrandFollow,
    ClosetFollow,
    Comment,
    Like,
    ListingCounts,
    News,
    Party,
    PartyItem,
    Report,
    Share,
)
from social.parties.themes import themes_of


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
    assert Share.objects.filter(party=None).count() == len(acts.shares)
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


def test_there_is_a_party_to_go_to_and_each_takes_what_fits(marketplace: Plan) -> None:
    parties = list(Party.objects.all())
    assert Counter(party.moment for party in parties) == {"past": 2, "live": 1, "upcoming": 2}
    themes = themes_of(parties)
    items = list(PartyItem.objects.select_related("listing", "party"))
    assert {item.party.moment for item in items} == {"past", "live"}
    assert {themes[item.party_id].refusal(item.listing) for item in items} == {""}
    assert all(item.party.starts_at <= item.shared_at <= item.party.ends_at for item in items)
    lifted = [(item.shared_at, item.listing.shared_at) for item in items]
    assert all(stands and at <= stands for at, stands in lifted)
    assert drifts() == []


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


def test_closets_get_an_avatar_and_a_banner(marketplace: Plan) -> None:
    closet = Closet.objects.get(handle="ana")
    Closet.objects.filter(pk=closet.pk).update(avatar_hash="", cover_hash="")
    assert closets_bare() == [closet]
    share = share_of("ana")
    assert drawings_continue(1 - share) is False
    assert drawings_continue(share) is True
    closet.refresh_from_db()
    for content_hash in (closet.avatar_hash, closet.cover_hash):
        assert picture_is_stored(content_hash)
    banner = picture_read(closet.cover_hash)
    assert banner.width == 3 * banner.height
    assert closets_bare() == []


def test_orders_have_covers_once_the_pictures_are_there(marketplace: Plan) -> None:
    assert OrderLine.objects.count() == len(marketplace.sales)
    assert not OrderLine.objects.filter(cover_hash="").exists()


def test_orders_of_the_past_are_written_as_planned(marketplace: Plan) -> None:
    planned = Counter(sale.stage for sale in marketplace.sales)
    written = Counter(Order.objects.values_list("status", flat=True))
    on_the_way = planned["in_process"] + planned["shipped"] + planned["delivered"]
    assert written == {
        "in_process": on_the_way,
        "complete": planned["complete"],
        "cancelled": planned["cancelled"],
    }


def test_parcels_of_the_past_are_sent_by_the_carrier(marketplace: Plan) -> None:
    planned = Counter(sale.stage for sale in marketplace.sales)
    assert parcels_waiting().count() == planned["shipped"] + planned["delivered"]
    assert parcels_send() == planned["shipped"] + planned["delivered"]
    assert Counter(Order.objects.values_list("status", flat=True)) == planned
    delivered = Order.objects.filter(status="delivered").latest("pk")
    assert delivered.placed_at is not None
    assert delivered.delivered_at is not None
    assert delivered.accept_by is not None
    assert delivered.placed_at < delivered.delivered_at < timezone.now() < delivered.accept_by
    assert parcels_send() == 0
    assert broken_invariants() == {}


def test_what_was_sold_is_frozen_and_staff_have_a_case_to_decide(marketplace: Plan) -> None:
    parcels_send()
    photos = Photo.objects.filter(listing__order_lines__isnull=False)
    photos.update(state="ready", content_hash="ab" * 32, width=3, height=4)
    for listing_id in set(photos.values_list("listing_id", flat=True)):
        cover_keep(listing_id)
    assert sales_freeze() == 3
    assert not lines_bare().exists()
    states = Case.objects.order_by("status").values_list("status", flat=True)
    assert list(states) == ["offered", "open", "review"]
    assert list(broken_invariants()) == ["ready photos are in storage"]  # nobody drew them here


def test_the_ledger_is_what_the_services_would_have_posted(marketplace: Plan) -> None:
    """Posting under a key that is there returns the stored transfer only when it is the same."""
    before = Entry.objects.count()
    for order in Order.objects.select_related("buyer", "closet__user", "checkout"):
        intent, seller = order.checkout.payment_intent or "", order.closet.user
        received = templates.payment_received_posting(
            payment=intent, buyer=order.buyer, cents=order.total_cents
        )
        paid = templates.order_paid_posting(
            order=order.number, buyer=order.buyer, seller=seller, amounts=order.amounts
        )
        post_all([received, paid])
        if order.status == "complete":
            cents = order.amounts.seller_cents
            templates.order_released(order=order.number, seller=seller, cents=cents)
        for refund in order.refunds.all():
            templates.order_refunded(
                order=order.number,
                refund=str(refund.pk),
                buyer=order.buyer,
                seller=seller,
                amounts=refund_whole(order.amounts),
                released=False,
            )
            templates.payment_returned(
                payment=intent,
                refund=refund.stripe_refund or "",
                buyer=order.buyer,
                cents=refund.amount_cents,
            )
    assert Entry.objects.count() == before


def test_stripe_has_the_money_that_the_ledger_says(marketplace: Plan) -> None:
    there = SandboxBalanceTransaction.objects.filter(account="").aggregate(sum=Sum("amount"))["sum"]
    assert there == -balance_of(Account.Kind.STRIPE)
    assert there > 0
    order = Order.objects.filter(status="cancelled").latest("pk")
    intent = object_read("payment_intent", order.checkout.payment_intent or "")
    assert intent is not None
    assert (intent["status"], intent["amount_received"]) == ("succeeded", order.total_cents)
    charge = object_read("charge", intent["latest_charge"])
    assert charge is not None
    assert charge["amount_refunded"] == order.total_cents


def test_ana_has_a_balance_to_pay_out(marketplace: Plan) -> None:
    ana = User.objects.get(username="ana")
    assert balance_of(Account.Kind.SELLER_BALANCE, ana) > 1000


def test_tastes_reach_the_signals(marketplace: Plan) -> None:
    acts, items = marketplace.acts, marketplace.items
    others = [
        act
        for kind in (acts.shares, acts.comments)
        for act in kind
        if items[act.item].seller != act.member
    ]
    follows = len(acts.closet_follows) + len(acts.brand_follows)
    expected = len(acts.likes) + len(others) + follows + len(marketplace.sales)
    assert Signal.objects.count() == expected
    bea = User.objects.get(username="bea")
    likes = Signal.objects.filter(user_id=bea.pk, kind=Signal.Kind.LIKE)
    assert likes.count() == Like.objects.filter(user=bea).count()


def test_pages_need_no_picture_to_be_ready(
    marketplace: Plan, django_assert_max_num_queries: Callable[..., object], client: Client
) -> None:
    Photo.objects.update(state=Photo.State.PROCESSING, content_hash="")
    Listing.objects.update(cover=None)
    assert client.get("/").status_code == 200
