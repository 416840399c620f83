"""Cards are rendered once a kind and filled in: the result is what the template says."""

from dataclasses import replace
from itertools import product

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from closets.models import User
from listings.models import Listing
from poshmark.pages import card_markup
from poshmark.pages.card_markup import Kind, cards_markup, filled
from poshmark.pages.cards import Card
from tests.shop import brand, on_sale

WORDS = {
    "id": "41",
    "title": "50% off %(id)s &lt;b&gt; {title}",
    "price": "$40",
    "meta": "Zara · M",
    "likes": "7",
    "csrf_token": "t0ken",
}
MORE: tuple[dict[str, str], ...] = (
    {},
    {"photo": "/a.webp", "photo_small": "/b.webp"},
    {"photo": "/a.webp", "photo_small": "/b.webp", "placeholder": "data:,"},
    {"was": "$80", "off": "50%", "all_in": "$48.00", "why": "In your style", "handle": "ana"},
    {"handle": "ana", "brand": "Zara"},
)
KINDS = [
    Kind(ribbon, loading, like)
    for ribbon, loading, like in product(
        ("available", "nwt", "sold", "reserved", "not_for_sale"),
        ("first", "soon", "late"),
        ("own", "visitor", "liked", "open"),
    )
]


@pytest.mark.parametrize("more", MORE)
def test_a_filled_card_is_the_template_rendered_with_its_words(more: dict[str, str]) -> None:
    words = WORDS | more
    safe = {name: mark_safe(word) for name, word in words.items()}  # noqa: S308 - a test's own
    for kind in KINDS:
        context = {"words": safe, "is_liked": kind.like == "liked", "csrf_token": "t0ken"}
        straight = render_to_string(card_markup.TEMPLATE, context | kind._asdict())
        assert filled(kind, words) == straight


@pytest.fixture
def card(ana: User) -> Card:
    """Ana's dress, with a title and a brand that mean no good."""
    row = on_sale(ana, title='<script>"%s" & %(id)s', brand=brand("<i>B&B</i>"))
    return Card(
        listing=Listing.objects.for_cards().get(pk=row.pk),
        liked=False,
        likes_count=0,
        is_own=False,
        why='Like "<b>"',
    )


def test_no_word_of_a_member_is_taken_for_markup(card: Card) -> None:
    text = cards_markup([card], is_member=True, csrf_token="t0ken")
    assert "&lt;script&gt;&quot;%s&quot; &amp; %(id)s" in text
    assert "Never &lt;i&gt;B&amp;B&lt;/i&gt;" in text
    assert "Like &quot;&lt;b&gt;&quot;" in text
    assert not [tag for tag in ("<script>", "<i>", "<b>") if tag in text]


def test_a_change_shows_at_once(card: Card) -> None:
    first = cards_markup([card], is_member=True, csrf_token="t0ken")
    card.listing.price_cents, card.listing.status = 1200, "sold"
    second = cards_markup([replace(card, liked=True)], is_member=True, csrf_token="other")
    assert ("Sold" in first, "Sold" in second) == (False, True)
    assert "$12</span>" in second
    assert "t0ken" not in second
    assert 'aria-pressed="true"' in second


def test_a_visitors_card_has_no_form_and_leads_to_the_sign_in(card: Card) -> None:
    text = cards_markup([card], is_member=False, csrf_token="")
    assert "<form" not in text
    assert f'href="/accounts/login/?next=/listings/{card.listing.pk}/"' in text


def test_only_the_first_photos_are_loaded_ahead_of_all_else(card: Card) -> None:
    text = cards_markup([card] * 6, is_member=False, csrf_token="")
    assert (text.count('fetchpriority="high"'), text.count('loading="lazy"')) == (2, 2)
    below = cards_markup([card] * 6, is_member=False, csrf_token="", lazy=True)
    assert (below.count('fetchpriority="high"'), below.count('loading="lazy"')) == (0, 6)
