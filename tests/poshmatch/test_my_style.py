"""My Style lists what a member told the feed, and changes it (F4)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closets.models import User
from closets.services import member_block
from listings.models import Brand, Listing
from poshmatch.learned import learned_styles
from poshmatch.models import Mute, Signal
from poshmatch.selectors import price_cap_of
from poshmatch.services.controls import price_cap_set
from poshmatch.services.mutes import brand_mute, closet_mute, less_of
from poshmatch.style import StyleModel
from tests.poshmatch.conftest import BOHO, STREET, likes

Shop = dict[str, list[Listing]]
PAGE = reverse("poshmatch:my_style")


@pytest.fixture
def home(bea: User, client: Client) -> Client:
    """Bea's browser."""
    client.force_login(bea)
    return client


@pytest.mark.parametrize("name", ["my_style", "price_cap", "forget"])
def test_a_visitor_is_asked_to_sign_in(name: str, client: Client, db: None) -> None:
    url = reverse(f"poshmatch:{name}")
    reply = client.get(url) if name == "my_style" else client.post(url)
    assert reply.status_code == 302
    assert reply["location"].startswith(reverse("account_login"))


def test_it_says_so_when_nothing_was_told(home: Client) -> None:
    reply = home.get(PAGE)
    assert reply.status_code == 200
    assert "Nothing yet." in reply.text


def test_it_lists_all_that_is_hidden_and_shows_it_again(
    bea: User, home: Client, shop: Shop
) -> None:
    brand_mute(user=bea, brand=Brand.objects.get(name="Free People 1"))
    closet_mute(user=bea, closet=shop[STREET][2].closet)
    mute = less_of(user=bea, listing=shop[BOHO][7])
    page = home.get(PAGE).text
    for words in ("Free People 1", "@streetwear2", "Crochet maxi dress 7"):
        assert words in page
    reply = home.post(reverse("poshmatch:unmute", args=[mute.pk]), {"next": PAGE}, follow=True)
    assert "Crochet maxi dress 7" not in reply.text
    assert Mute.objects.count() == 2


def test_what_is_hidden_of_others_is_not_on_it(cleo: User, home: Client, shop: Shop) -> None:
    mute = less_of(user=cleo, listing=shop[BOHO][7])
    assert "Crochet maxi dress 7" not in home.get(PAGE).text
    home.post(reverse("poshmatch:unmute", args=[mute.pk]))
    assert Mute.objects.filter(pk=mute.pk).exists()


def test_many_hidden_things_are_parted_into_pages_at_the_same_cost(
    bea: User, home: Client, shop: Shop
) -> None:
    less_of(user=bea, listing=shop[BOHO][0])
    home.get(PAGE)
    costs = []
    for few in (True, False):
        if not few:
            Mute.objects.bulk_create([Mute(user=bea, listing=one) for one in shop[STREET]])
        with CaptureQueriesContext(connection) as captured:
            page = home.get(PAGE).text
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 10
    assert page.count("Less of this</span>") == 30
    assert "Crochet maxi dress 0" in home.get(f"{PAGE}?page=2").text
    assert home.get(f"{PAGE}?page=nonsense").status_code == 200


def test_the_price_cap_is_shown_changed_and_lifted(bea: User, home: Client) -> None:
    url = reverse("poshmatch:price_cap")
    reply = home.post(url, {"cap": "$45"}, follow=True)
    assert price_cap_of(bea) == 4500
    assert 'value="45.00"' in reply.text
    reply = home.post(url, {"cap": ""}, follow=True)
    assert price_cap_of(bea) is None
    assert "Your feed has no price limit." in reply.text
    home.post(reverse("poshmatch:price_cap_back", args=[4500]))
    assert price_cap_of(bea) == 4500


@pytest.mark.parametrize("typed", ["0", "-5", "lots", "99999999999"])
def test_a_strange_cap_is_refused_beside_the_field(bea: User, home: Client, typed: str) -> None:
    price_cap_set(user=bea, cents=4500)
    reply = home.post(reverse("poshmatch:price_cap"), {"cap": typed})
    assert reply.status_code == 422
    assert f'value="{typed}"' in reply.text
    assert price_cap_of(bea) == 4500


def test_an_undo_far_too_high_is_no_5xx(bea: User, home: Client) -> None:
    assert home.post(f"{PAGE}price-cap/{10**30}").status_code == 302
    assert price_cap_of(bea) == 100_000_000


def test_forget_my_history_is_one_form(bea: User, home: Client, shop: Shop) -> None:
    likes(bea, shop[BOHO][:3])
    reply = home.post(reverse("poshmatch:forget"), follow=True)
    assert "Forgotten." in reply.text
    assert not Signal.objects.filter(user_id=bea.pk).exists()
    assert home.get(reverse("poshmatch:forget")).status_code == 405


def test_pieces_of_who_is_blocked_or_suspended_are_not_shown(
    bea: User, shop: Shop, model: StyleModel
) -> None:
    liked = shop[BOHO][:3]
    likes(bea, liked)
    assert _pieces(bea) == {one.pk for one in liked}
    member_block(actor=bea, blocked=liked[0].closet.user)
    User.objects.filter(pk=liked[1].closet.user_id).update(is_active=False)
    assert _pieces(bea) == {liked[2].pk}


def _pieces(member: User) -> set[int]:
    return {piece.pk for style in learned_styles(member) for piece in style.pieces}
