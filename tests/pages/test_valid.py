"""Every named page that can be filled from a listing, a closet and a party is valid HTML."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from closets.models import User
from social.models import Party
from social.parties.services import party_share
from social.services.comments import comment_add
from tests.markup import problems_of
from tests.pages.hidden import addresses
from tests.shop import on_sale


def test_every_page_is_valid(client: Client, ana: User, bea: User) -> None:
    dress = on_sale(ana)
    on_sale(bea, title="Linen coat")
    starts = timezone.now()
    party = Party.objects.create(title="P", starts_at=starts, ends_at=starts + timedelta(hours=2))
    party_share(user=ana, party=party, listing=dress)
    comment_add(user=ana, listing=dress, body="Washed once.")
    client.force_login(bea)
    answers = {path: client.get(path) for path in addresses(dress, party)}
    pages = {
        path: answer.text
        for path, answer in answers.items()
        if answer.headers.get("Content-Type", "").startswith("text/html")
        and "<html" in ("" if answer.streaming else answer.text)
    }
    assert len(pages) > 25
    problems = {path: problems_of(text) for path, text in pages.items()}
    assert {path: found for path, found in problems.items() if found} == {}
