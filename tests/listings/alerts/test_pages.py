"""Saving, renaming, alerts, deleting and taking back, as a member does it without scripts."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from closets.models import Block, User
from listings.alerts.demand import demand_for
from listings.alerts.work import matching_do
from listings.models import SavedSearch, Standing
from tests.listings.alerts.waiting import publish, wait
from tests.people import person
from tests.shop import brand, category, on_sale


@pytest.fixture
def hers(client: Client, bea: User) -> Client:
    """Bea's browser."""
    client.force_login(bea)
    return client


def test_a_search_is_saved_from_its_page_with_its_whole_state(hers: Client, bea: User) -> None:
    brand("Free People")
    address = "q=silk+dress&brand=free-people&max_price=50&my_size=1&sort=price_up"
    page = hers.get(f"/search/?{address}").content.decode()
    assert 'name="state" value="q=silk+dress&amp;brand=free-people&amp;max_price=50' in page
    response = hers.post("/searches/", {"state": address})
    saved = SavedSearch.objects.get()
    assert response["Location"] == f"/searches/#search-{saved.pk}"
    assert saved.name == "silk dress, Free People, Up to $50, My Size"
    assert (saved.user, saved.my_size, saved.alert, saved.by_mail) == (bea, True, "instant", False)
    shown = hers.get("/searches/").content.decode()
    assert saved.address.replace("&", "&amp;") in shown
    assert "sort=price_up" in saved.address


@pytest.mark.django_db
def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.post("/searches/", {"state": "q=silk"})["Location"].startswith("/accounts/login/")
    page = client.get("/search/?q=silk").content.decode()
    assert 'href="/accounts/login/?next=/search/%3Fq%3Dsilk"' in page
    assert not SavedSearch.objects.exists()


def test_everything_is_refused_with_the_reason(hers: Client) -> None:
    response = hers.post("/searches/", {"state": "max_price=20"}, follow=True)
    assert "Add a word, a brand or another filter first" in response.content.decode()
    assert not SavedSearch.objects.exists()


def test_its_name_and_alert_are_changed(hers: Client, bea: User) -> None:
    saved = wait(bea, "q=silk")
    sent = {"name": "Silk things", "alert": "daily", "by_mail": "on"}
    assert hers.post(f"/searches/{saved.pk}/change", sent).status_code == 302
    saved.refresh_from_db()
    assert (saved.name, saved.alert, saved.by_mail) == ("Silk things", "daily", True)


@pytest.mark.parametrize("sent", [{"name": " ", "alert": "daily"}, {"name": "x", "alert": "now"}])
def test_a_bad_change_is_said_beside_its_field(
    hers: Client, bea: User, sent: dict[str, str]
) -> None:
    saved = wait(bea, "q=silk")
    response = hers.post(f"/searches/{saved.pk}/change", sent)
    assert response.status_code == 422
    assert "field__error" in response.content.decode() or "errorlist" in response.content.decode()
    saved.refresh_from_db()
    assert (saved.name, saved.alert) == ("q=silk", "instant")


def test_a_deletion_is_taken_back(hers: Client, bea: User) -> None:
    saved = wait(bea, "q=silk")
    there = f"/searches/{saved.pk}"
    page = hers.post(there, {"_method": "delete"}, follow=True).content.decode()
    assert f'action="{there}"' in page
    assert "Nothing saved yet" in page
    assert Standing.objects.get().waiting == 0
    assert "Nothing saved yet" not in hers.post(there, follow=True).content.decode()
    assert Standing.objects.get().waiting == 1
    hers.post(there)
    assert Standing.objects.get().waiting == 1


def test_it_refuses_a_stranger(hers: Client, cleo: User) -> None:
    saved = wait(cleo, "q=silk")
    assert hers.post(f"/searches/{saved.pk}", {"_method": "delete"}).status_code == 404
    sent = {"name": "x", "alert": "off"}
    assert hers.post(f"/searches/{saved.pk}/change", sent).status_code == 404
    saved.refresh_from_db()
    assert (saved.deleted_at, saved.name, saved.alert) == (None, "q=silk", "instant")


def test_finds_are_shown_and_the_number_of_queries_stays(
    hers: Client, ana: User, bea: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    wait(bea, "q=silk")
    matching_do(publish(ana, title="Silk dress").pk)
    assert "Silk dress" in hers.get("/searches/").content.decode()
    with django_assert_num_queries(4):
        hers.get("/searches/")
    for number in range(5):
        wait(bea, f"q=silk&max_price={100 + number}")
    matching_do(publish(ana, title="Silk blouse").pk)
    with django_assert_num_queries(4):
        hers.get("/searches/")


def waiting(addresses: list[str]) -> list[User]:
    """A member waiting for each."""
    members = [person(f"buyer{number}") for number in range(len(addresses))]
    for member, address in zip(members, addresses, strict=True):
        wait(member, address, alert="off")
    return members


def test_the_seller_sees_how_many_wait_before_publishing(client: Client, ana: User) -> None:
    draft = on_sale(ana, title="Silk dress", status="draft", published_at=None, price_cents=None)
    waiting(["q=silk&max_price=30", "q=dress&max_price=42", "q=silk+dress&max_price=90"])
    client.force_login(ana)
    page = client.get(f"/sell/{draft.pk}/").content.decode()
    assert '<strong class="num">3</strong> buyers wait for this' in page
    assert 'median limit <strong class="num">$42</strong>' in page
    assert "buyer0" not in page


def test_fewer_than_three_are_not_told_of(ana: User, bea: User) -> None:
    draft = on_sale(ana, title="Silk dress", status="draft", published_at=None)
    members = waiting(["q=silk&max_price=30", "q=dress", "q=silk+dress", "q=silk&max_price=20"])
    assert demand_for(draft) is not None
    Block.objects.create(blocker=members[1], blocked=ana)
    demand = demand_for(draft)
    assert demand is not None
    assert (demand.buyers, demand.limit_cents) == (3, None)
    SavedSearch.objects.filter(user=members[2]).delete()
    assert demand_for(draft) is None


def test_ones_own_searches_and_a_second_one_do_not_count(ana: User) -> None:
    draft = on_sale(ana, title="Silk dress", status="draft", published_at=None)
    members = waiting(["q=silk", "q=dress"])
    wait(members[0], "q=silk+dress")
    wait(ana, "q=silk")
    assert demand_for(draft) is None


@pytest.mark.django_db
def test_the_board_shows_what_three_wait_for_and_nobodys_words(client: Client) -> None:
    brand("Free People")
    category("women/dresses")
    waiting(["brand=free-people&category=women%2Fdresses&max_price=60"] * 3)
    for name in ("x1", "x2", "x3"):
        wait(person(name), "q=secret+words")
    page = client.get("/wanted/").content.decode()
    assert "Free People, Dresses, up to $60" in page
    assert "3 buyers wait" in page
    assert "secret" not in page


def test_an_empty_board_says_what_it_is_for(client: Client, db: None) -> None:
    assert "Nothing on the board yet" in client.get("/wanted/").content.decode()
