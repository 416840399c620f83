"""Handles (A2): what they may be, nobody's look-alike, once in 30 days; old addresses lead on."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from closets.handles import HandleValidator, handle_look
from closets.identity import TAKEN, handle_change, handle_require_free
from closets.models import Closet, FormerHandle, User
from closets.services import closet_open, member_block
from tests.people import person

NAMES = ["closet", "social:followers", "social:following", "payments:love_notes"]
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"


def refusal(actor: User, handle: str) -> str:
    """What the member is told, after which all is as it was."""
    before = Closet.objects.values().get(user=actor)
    with pytest.raises(ValidationError) as refused:
        handle_change(actor=actor, handle=handle)
    assert Closet.objects.values().get(user=actor) == before
    assert not FormerHandle.objects.exists()
    return refused.value.messages[0]


@pytest.mark.parametrize(
    ("handle", "told"),
    [
        ("an", "Use 3 to 30 letters"),
        ("1ana", "Use 3 to 30 letters"),
        ("ana-moreno", "Use 3 to 30 letters"),
        ("\u0430na", "“\u0430” can be taken for another letter"),
        ("ana\ufb01", "“\ufb01” can be taken"),
        ("ana\u200bb", "Use 3 to 30 letters"),
        ("a" * 31, "Use 3 to 30 letters"),
        ("Settings", "This name is reserved"),
        ("0fficia1", "Use 3 to 30"),
        ("offic1al", "This name is reserved"),
        ("P0shrnark_help", "This name is reserved"),
    ],
)
def test_a_handle_that_may_not_be_is_refused_with_the_reason(
    handle: str, told: str, ana: User
) -> None:
    assert told in refusal(ana, handle)


@pytest.mark.parametrize("alike", ["lilian_burns", "LI1IAN_BURNS", "lilianbums", "Iilian_bum_s"])
def test_a_look_alike_of_a_closet_is_refused_to_others(alike: str, ana: User) -> None:
    person("Lilian_Burns")
    assert refusal(ana, alike) == TAKEN
    with pytest.raises(ValidationError):
        handle_require_free(alike)


def test_the_database_refuses_a_look_alike_by_whatever_way(ana: User, bea: User) -> None:
    with pytest.raises(IntegrityError, match="looks like another"), transaction.atomic():
        Closet.objects.filter(user=bea).update(handle="an_a")
    stranger = User.objects.create_user("somebody")
    with pytest.raises(IntegrityError, match="looks like another"), transaction.atomic():
        closet_open(user=stranger, handle="A_na")


@pytest.mark.django_db
def test_the_database_knows_looks_as_the_forms_do() -> None:
    @given(st.lists(st.text(PLAIN, max_size=30), max_size=50))
    def alike(handles: list[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT handle_look(h) FROM unnest(%s::text[]) AS h", [handles])
            assert [look for (look,) in cursor] == [handle_look(handle) for handle in handles]

    alike()


def test_a_member_may_take_a_look_alike_of_their_own(ana: User) -> None:
    assert handle_change(actor=ana, handle="An_A").handle == "An_A"
    assert FormerHandle.objects.get().handle == "ana"


def test_another_spelling_leaves_no_former_handle(ana: User) -> None:
    handle_change(actor=ana, handle="Ana")
    assert not FormerHandle.objects.exists()


def test_the_same_handle_is_no_change(ana: User) -> None:
    assert handle_change(actor=ana, handle="ana").handle_changed_at is None


def test_a_handle_changes_once_in_thirty_days(ana: User) -> None:
    handle_change(actor=ana, handle="ana_moreno")
    with pytest.raises(ValidationError, match="You can change yours again on"):
        handle_change(actor=ana, handle="moreno")
    long_ago = timezone.now() - timedelta(days=30, seconds=1)
    Closet.objects.filter(user=ana).update(handle_changed_at=long_ago)
    assert handle_change(actor=ana, handle="moreno").handle == "moreno"


def test_going_back_to_a_former_handle_is_possible_and_turns_the_redirect(
    ana: User, client: Client
) -> None:
    handle_change(actor=ana, handle="moreno")
    Closet.objects.filter(user=ana).update(handle_changed_at=None)
    handle_change(actor=ana, handle="ana")
    assert client.get("/closets/moreno/")["Location"] == "/closets/ana/"
    assert client.get("/closets/ana/").status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_old_addresses_lead_to_the_new_ones_for_good(name: str, ana: User, client: Client) -> None:
    handle_change(actor=ana, handle="moreno")
    moved = client.get(reverse(name, args=["ANA"]), {"sort": "price"})
    assert (moved.status_code, moved["Location"]) == (
        301,
        reverse(name, args=["moreno"]) + "?sort=price",
    )
    assert client.get(reverse(name, args=["nobody"])).status_code == 404


def test_an_old_address_says_nothing_to_who_is_blocked(
    ana: User, bea: User, client: Client
) -> None:
    handle_change(actor=ana, handle="moreno")
    member_block(actor=ana, blocked=bea)
    client.force_login(bea)
    assert client.get("/closets/ana/").status_code == 404


def test_nobody_takes_a_handle_that_leads_on(ana: User, bea: User, client: Client) -> None:
    handle_change(actor=ana, handle="moreno")
    with pytest.raises(ValidationError, match="taken"):
        handle_change(actor=bea, handle="ana")
    joined = {"username": "an_a", "email": "x@example.com", "password1": "tr0ub4dor&3"}
    page = client.post(reverse("account_signup"), joined)
    assert "looks just like one that is" in page.text
    assert not User.objects.filter(email="x@example.com").exists()


def test_the_member_signs_in_with_the_new_handle(ana: User) -> None:
    handle_change(actor=ana, handle="moreno")
    ana.refresh_from_db()
    assert ana.username == "moreno"


def test_the_page_changes_the_handle_and_says_when_it_may_again(ana: User, client: Client) -> None:
    client.force_login(ana)
    url = reverse("closets:handle")
    assert 'value="ana"' in client.get(url).text
    refused = client.post(url, {"handle": "search"})
    assert (refused.status_code, "This name is reserved" in refused.text) == (422, True)
    assert 'value="search"' in refused.text
    assert client.post(url, {"handle": "moreno"})["Location"] == "/closets/moreno/"
    assert "You can change it again on" in client.get(url).text


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_once_one_gets_the_look() -> None:
    people, got = [person("ana"), person("bea")], list[str]()
    start = Barrier(2, timeout=60)

    def ask(actor: User, handle: str) -> None:
        start.wait()
        try:
            got.append(handle_change(actor=actor, handle=handle).handle)
        except ValidationError as refused:
            assert refused.messages == [TAKEN]
        finally:
            connection.close()

    wanted = zip(people, ["wanted_one", "WantedOne"], strict=True)
    threads = [Thread(target=ask, args=pair) for pair in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [winner] = got
    assert Closet.objects.get(handle=winner).user in people


def test_the_standing_names_of_the_site_are_no_handles() -> None:
    for name in ("poshmark", "staff", "null", "HELP", "me_"):
        with pytest.raises(ValidationError):
            HandleValidator()(name)
