"""A card's markup, at a tenth of a template's cost: rendered once for each kind of card, kept, and
filled with the words of each card.

A page shows 24 or 48 cards, and Django would walk through the template's nodes for each of them
anew. What stands between a card's words is the same for all cards of a kind, and nothing of a
person or a listing is in it, so it cannot go stale. listings/_card.html alone knows the markup.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from closets.templatetags.money import money, money_short
from listings.models import Listing
from poshmark.pages.cards import Card
from poshmatch.services.controls import price_cap_below

TEMPLATE = "listings/_card.html"
KINDS_KEPT = 2048
FIRST, SOON = 2, 4
"""So many cards of a page load their photo ahead of all else, so many without delay."""
_ID = 7_086_915_274_360_918_253
"""Stands for the listing's id, which addresses need as a number; no template writes it."""
_MARK = re.compile("\ue000(\\w+)\ue001")


class Kind(NamedTuple):
    """What decides a card's markup apart from which words it has.

    ribbon: the listing's status, or "nwt"; loading of the photo: first, soon or late; like: own,
    visitor, liked or open.
    """

    ribbon: str
    loading: str
    like: str


def cards_markup(
    cards: Sequence[Card], *, is_member: bool, csrf_token: str, lazy: bool = False
) -> SafeString:
    """The cards one after the other; lazy: all of them lie below the fold.

    csrf_token: for a member's forms, "" for a visitor.
    """
    parts = (
        filled(_kind(card, place, is_member, lazy), _words(card, is_member, csrf_token))
        for place, card in enumerate(cards)
    )
    return mark_safe("".join(parts))  # noqa: S308 - templates, filled with escaped words


def filled(kind: Kind, words: Mapping[str, str]) -> str:
    """The markup of a card of this kind with its words, which are HTML-safe already."""
    named = tuple(name for name, word in words.items() if word)
    make = _stencil.__wrapped__ if settings.DEBUG else _stencil
    return make(kind, named) % words


@lru_cache(maxsize=KINDS_KEPT)
def _stencil(kind: Kind, named: tuple[str, ...]) -> str:
    """The template rendered with marks where words go, as a %-format."""
    marks = {name: f"\ue000{name}\ue001" for name in named} | {"id": _ID}
    context = kind._asdict() | {
        "words": marks,
        "is_liked": kind.like == "liked",
        "csrf_token": marks.get("csrf_token"),
    }
    text = render_to_string(TEMPLATE, context).replace("%", "%%")
    return _MARK.sub(r"%(\1)s", text).replace(str(_ID), "%(id)s")


def _kind(card: Card, place: int, is_member: bool, lazy: bool) -> Kind:
    listing = card.listing
    is_new = listing.status == "available" and listing.condition == "nwt"
    loading = "late" if lazy or place >= SOON else "first" if place < FIRST else "soon"
    return Kind("nwt" if is_new else listing.status, loading, _like(card, is_member))


def _like(card: Card, is_member: bool) -> str:
    if card.is_own:
        return "own"
    if not is_member:
        return "visitor"
    return "liked" if card.liked else "open"


def _words(card: Card, is_member: bool, csrf_token: str) -> dict[str, str]:
    """Every word a card may show, escaped; "" for what it has not."""
    listing = card.listing
    has_menu = bool(card.why) and is_member and not card.is_own
    likes = card.likes_count or ("0" if card.is_own else "")
    return {
        "id": str(listing.pk),
        "title": escape(listing.title),
        "meta": escape(_meta(listing)),
        "all_in": money(card.all_in_cents),
        "why": escape(card.why or ""),
        "likes": str(likes),
        "handle": escape(listing.closet.handle) if has_menu else "",
        "brand": escape(listing.brand.name) if has_menu and listing.brand else "",
        "feed": card.feed if has_menu else "",
        "cap": _cap(listing) if has_menu else "",
        "csrf_token": csrf_token,
        **_price(listing),
        **_photo(listing),
    }


def _cap(listing: Listing) -> str:
    """The price cap that the card offers, as its menu says it."""
    cents = price_cap_below(listing.price_cents or 0)
    return money_short(cents) if cents else ""


def _meta(listing: Listing) -> str:
    brand = listing.brand.name if listing.brand else ""
    return " · ".join(filter(None, (brand, listing.size_label)))


def _price(listing: Listing) -> dict[str, str]:
    off = listing.discount_percent
    return {
        "price": money_short(listing.price_cents),
        "was": money_short(listing.original_price_cents) if off else "",
        "off": f"{off}%" if off else "",
    }


def _photo(listing: Listing) -> dict[str, str]:
    cover = listing.cover
    if not cover or not cover.is_ready:
        return {"photo": "", "photo_small": "", "placeholder": ""}
    return {
        "photo": escape(cover.url_640),
        "photo_small": escape(cover.url_240),
        "placeholder": escape(cover.placeholder),
    }
