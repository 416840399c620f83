"""Lists of people: who follows whom, and whom to follow with the reason (S4)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closets.models import User
from closets.services import member_block, my_sizes_set
from listings.models import Brand, Listing, Size
from poshmatch.services.mutes import brand_mute, closet_mute, mute_undo
from social.people import people_to_follow
from social.services.follows import brand_follow, closet_follow
from social.services.likes import listing_like
from tests.people import person
from tests.shop import brand, on_sale


def told(member: User) -> list[tuple[str, str]]:
    return [(one.closet.handle, one.why) for one in people_to_follow(member.pk)]


@pytest.fixture
def brands(bea: User) -> list[Brand]:
    """Three brands: one that Bea follows, two of which she likes a piece."""
    rows = [brand(name) for name in ("Free People", "Madewell", "Reformation")]
    brand_follow(user=bea, brand=rows[0])
    shop = person("shop")
    closet_follow(user=bea, closet=shop.closet)
    for row in rows[1:]:
        listing_like(user=bea, listing=on_sale(shop, brand=row))
    return rows


@pytest.fixture
def size(bea: User) -> Size:
    my_sizes_set(user=bea, sizes=[("women", "women-dresses", "8")])
    return Size.objects.get_or_create(group="women-dresses", label="8", defaults={"position": 1})[0]


def fitting(owner: User, size: Size, row: Brand) -> Listing:
    return on_sale(owner, brand=row, size=size)


def test_who_sells_ones_size_in_most_liked_brands_comes_first(
    bea: User, brands: list[Brand], size: Size
) -> None:
    dora, ella, fay, gus = (person(name) for name in ("dora", "ella", "fay", "gus"))
    on_sale(gus)
    for row in brands:
        on_sale(fay, brand=row)
    fitting(ella, size, brands[0])
    for row in brands:
        fitting(dora, size, row)
    assert told(bea) == [
        ("dora", "Sells your size in 3 brands you like"),
        ("ella", "Sells your size in a brand you like"),
        ("fay", "Sells 3 brands you like"),
        ("gus", "Shared 1 piece lately"),
    ]


def test_who_likes_nothing_yet_is_told_who_shared_lately(ana: User, bea: User, cleo: User) -> None:
    on_sale(cleo)
    for title in ("Silk dress", "Wool coat"):
        on_sale(ana, title=title)
    on_sale(bea)
    assert told(bea) == [("ana", "Shared 2 pieces lately"), ("cleo", "Shared 1 piece lately")]


def test_the_hidden_the_followed_and_oneself_are_left_out(bea: User, brands: list[Brand]) -> None:
    names = ("blocked", "blocking", "gone", "followed")
    blocked, blocking, gone, followed = (person(name) for name in names)
    for owner in (bea, blocked, blocking, gone, followed):
        on_sale(owner, brand=brands[0])
    member_block(actor=bea, blocked=blocked)
    member_block(actor=blocking, blocked=bea)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    closet_follow(user=bea, closet=followed.closet)
    assert told(bea) == []


def test_what_was_hidden_from_the_feed_is_not_suggested(bea: User, brands: list[Brand]) -> None:
    dora, ella = person("dora"), person("ella")
    hidden = [
        closet_mute(user=bea, closet=dora.closet),
        brand_mute(user=bea, brand=brands[1]),
    ]
    on_sale(dora, brand=brands[0])
    on_sale(ella, brand=brands[1])
    assert told(bea) == []
    for mute in hidden:
        mute_undo(user=bea, mute_id=mute.pk)
    assert [handle for handle, _ in told(bea)] == ["dora", "ella"]


def test_what_is_sold_counts_for_nothing(bea: User, brands: list[Brand], dress: Listing) -> None:
    Listing.objects.filter(pk=dress.pk).update(brand=brands[0], status="not_for_sale")
    assert told(bea) == []


def test_whom_to_follow_costs_the_same_for_few_and_for_many(
    client: Client, bea: User, brands: list[Brand]
) -> None:
    client.force_login(bea)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("social:suggestions"))
        return len(captured)

    on_sale(person("dora"), brand=brands[0])
    few = cost()
    for number in range(4):
        on_sale(person(f"seller{number}"), brand=brands[number % 3])
    assert cost() == few <= 9


def test_the_page_gives_the_reason_and_the_button(
    client: Client, bea: User, brands: list[Brand]
) -> None:
    on_sale(person("dora"), brand=brands[0])
    client.force_login(bea)
    page = client.get(reverse("social:suggestions")).text
    assert "@dora" in page
    assert "Sells a brand you like" in page
    dora = User.objects.get(username="dora").closet
    client.post(reverse("social:follow_closet", args=[dora.pk]))
    assert "You follow everybody who sells" in client.get(reverse("social:suggestions")).text


def test_news_without_anything_say_whom_to_follow(client: Client, ana: User, bea: User) -> None:
    on_sale(ana)
    client.force_login(bea)
    assert "Shared 1 piece lately" in client.get(reverse("social:news")).text


@pytest.mark.parametrize("name", ["social:followers", "social:following"])
def test_lists_show_who_follows_back(
    name: str, client: Client, ana: User, bea: User, cleo: User
) -> None:
    for one, other in ((bea, ana), (ana, bea), (cleo, ana), (ana, cleo), (cleo, bea)):
        closet_follow(user=one, closet=other.closet)
    url = reverse(name, args=["ana"])
    assert "Follows you" not in client.get(url).text
    client.force_login(bea)
    page = client.get(url).text.split("<main")[1]
    rows = page.split('<li class="rows__item">')[1:]
    [bea_row] = [row for row in rows if "@bea" in row]
    [cleo_row] = [row for row in rows if "@cleo" in row]
    assert "follow" not in bea_row.lower()
    assert "Follows you" in cleo_row
    assert "Follow<" in cleo_row


def test_a_closet_says_that_it_follows_you(client: Client, ana: User, bea: User) -> None:
    closet_follow(user=ana, closet=bea.closet)
    assert "Follows you" not in client.get(ana.closet.get_absolute_url()).text
    client.force_login(bea)
    assert "Follows you" in client.get(ana.closet.get_absolute_url()).text


def test_a_list_of_people_costs_the_same_for_few_and_for_many(
    client: Client, ana: User, bea: User
) -> None:
    client.force_login(bea)
    url = reverse("social:followers", args=["ana"])

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    closet_follow(user=bea, closet=ana.closet)
    few = cost()
    for number in range(3):
        closet_follow(user=person(f"fan{number}"), closet=ana.closet)
    assert cost() == few <= 7


def test_a_made_up_cursor_begins_the_list_anew(client: Client, ana: User, dress: Listing) -> None:
    urls = [
        reverse("social:followers", args=["ana"]),
        reverse("social:following", args=["ana"]),
        reverse("social:likers", args=[dress.pk]),
    ]
    assert [client.get(url, {"after": "x"})["Location"] for url in urls] == urls
