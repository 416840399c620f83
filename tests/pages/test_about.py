"""The page about a closet (A2)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from closets.models import Closet, User
from closets.services import closet_edit
from social.services.follows import closet_follow
from tests.people import person
from tests.shop import brand, on_sale

ABOUT = "/closets/ana/about/"


def text_of(answer: Any) -> str:
    """The page's words alone."""
    return " ".join(re.sub(r"<[^>]*>", " ", answer.text).split())


def test_it_says_who_somebody_is(client: Client, ana: User, bea: User, cleo: User) -> None:
    closet_edit(
        actor=ana, closet=ana.closet, display_name="Ana Moreno", bio="Silk and wool.", state="TX"
    )
    on_sale(ana, brand=brand("Frye"))
    for one, other in ((cleo, ana), (bea, cleo)):
        closet_follow(user=one, closet=other.closet)
    client.force_login(bea)
    page = text_of(client.get(ABOUT))
    for said in (
        *("About Ana Moreno", "Silk and wool.", "Texas", "Followers 1", "Listings 1", "Frye 1"),
        *(
            "Followed by cleo , whom you follow.",
            "No love notes yet",
            "Last active in the last day",
        ),
    ):
        assert said in page
    assert "Edit closet" not in page
    client.force_login(ana)
    assert "Edit closet" in text_of(client.get(ABOUT))


def test_each_page_of_a_closet_leads_to_the_others(client: Client, ana: User) -> None:
    names = ["closet", "closet_about", "payments:love_notes", "social:followers"]
    addresses = [reverse(name, args=["ana"]) for name in [*names, "social:following"]]
    for address in addresses:
        page = client.get(address).text.split('aria-label="Closet of ana"')[1].split("</nav>")[0]
        assert f'href="{address}" aria-current="page"' in page
        assert all(f'href="{other}"' in page for other in addresses)


def test_it_costs_the_same_for_few_and_for_many(client: Client, ana: User, bea: User) -> None:
    client.force_login(bea)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(ABOUT)
        return len(captured)

    def more(number: int) -> None:
        fan = person(f"fan{number}")
        closet_follow(user=fan, closet=ana.closet)
        closet_follow(user=bea, closet=fan.closet)
        on_sale(ana, brand=brand(f"Brand {number}"))

    more(0)
    cost()
    few = cost()
    for number in range(1, 6):
        more(number)
    assert cost() == few <= 10
    assert "Followed by fan0 , fan1 , fan2 and others" in text_of(client.get(ABOUT))


@pytest.mark.parametrize(
    ("days", "told"), [(1, "in the last day"), (5, "in the last week"), (400, "{:%B %Y}")]
)
def test_it_tells_about_when_the_member_was_here(
    days: int, told: str, client: Client, ana: User
) -> None:
    moment = timezone.now() - timedelta(days=days)
    Closet.objects.update(last_active_at=moment)
    assert f"Last active {told.format(moment)} " in text_of(client.get(ABOUT))


def test_being_here_is_noted_once_a_day(client: Client, ana: User) -> None:
    old = timezone.now() - timedelta(days=3)
    Closet.objects.update(last_active_at=old)
    client.force_login(ana)
    client.get(ABOUT)
    noted = Closet.objects.get().last_active_at
    assert noted - old > timedelta(days=2)
    client.get(ABOUT)
    assert Closet.objects.get().last_active_at == noted
