"""Whatever anybody sends to any address, the site answers and never breaks."""

import random

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from closets.models import User
from tests.pages.addresses import EMOJI, LONG, strange_addresses
from tests.shop import on_sale

FIELDS = [
    *("after", "q", "sort", "show", "brand", "category", "size", "department", "min_price"),
    *("max_price", "next", "title", "price", "original_price", "description", "version", "editor"),
    *("body", "what", "move", "position", "place", "reason", "address", "amount", "number"),
    *("expiry", "cvc", "looks", "brands", "details", "login", "password", "email", "username"),
    *("name", "street1", "city", "state", "zip_code", "bank_number", "display_name", "_method"),
    *("colour", "condition", "style", "colours", "style_tags", "cursor", "change", "availability"),
]
CURSOR = "eyJhIjoxfQ:1tampered:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
JUNK = ["\0", EMOJI, LONG, "9" * 40, CURSOR]
HEALTH = "/readyz"
PLAIN = sorted({path for path in strange_addresses() if len(path) < 60 and path != HEALTH})
ROUNDS = 3


@pytest.fixture(params=["visitor", "member"])
def anybody(request: pytest.FixtureRequest, ana: User, bea: User) -> Client:
    """Somebody's browser; there is something on sale to find."""
    on_sale(ana)
    client = Client(raise_request_exception=False)
    if request.param == "member":
        client.force_login(bea)
    return client


def broken(answers: dict[str, int]) -> dict[str, int]:
    """What broke, by what was sent."""
    return {sent[:120]: status for sent, status in answers.items() if status >= 500}


def junk(path: str, turn: int) -> dict[str, str]:
    """Something else in every field, the same each time for the same address and turn."""
    dice = random.Random(f"{path} {turn}")
    return {field: dice.choice(JUNK) for field in FIELDS}


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_strange_address_breaks_the_site(anybody: Client, method: str) -> None:
    send = getattr(anybody, method)
    paths = [path for path in strange_addresses() if path != HEALTH]
    assert broken({path: send(path).status_code for path in paths}) == {}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("turn", range(ROUNDS))
def test_no_junk_breaks_the_site(anybody: Client, method: str, turn: int) -> None:
    send = getattr(anybody, method)
    assert broken({path: send(path, junk(path, turn)).status_code for path in PLAIN}) == {}


def test_a_wrong_method_is_405(anybody: Client) -> None:
    ours = [path for path in PLAIN if "%00" not in path and _is_ours(path)]
    assert len(ours) > 50
    assert {path: anybody.put(path).status_code for path in ours} == dict.fromkeys(ours, 405)


def _is_ours(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return not path.startswith("/accounts/")
