"""{% cards %}: listings as every page shows them."""

from collections.abc import Sequence

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from poshmark.pages.card_markup import cards_markup
from poshmark.pages.cards import Card

register = template.Library()


@register.simple_tag(takes_context=True, name="cards")
def cards_tag(context: Context, cards: Sequence[Card], *, lazy: bool = False) -> SafeString:
    """The cards one after the other; lazy: all of them lie below the fold."""
    is_member = context["request"].user.is_authenticated
    token = str(context["csrf_token"]) if is_member else ""
    return cards_markup(cards, is_member=is_member, csrf_token=token, lazy=lazy)
