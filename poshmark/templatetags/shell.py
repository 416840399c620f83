"""What the base page asks of the shell."""

from collections.abc import Hashable
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from poshmark.pages.stylesheet import stylesheet_url

KEPT = 1000

register = template.Library()
register.simple_tag(stylesheet_url)


@register.simple_tag
def kept(name: str, **flags: Hashable) -> SafeString:
    """A part that is the same on all pages with the same flags: rendered once for each set of
    them, and kept by the process. It sees its flags and nothing else, so nobody's words.

    flags: of few values (a view's name, a count up to 100), never an address or a text.
    """
    make = _rendered.__wrapped__ if settings.DEBUG else _rendered
    return make(name, tuple(flags.items()))


@lru_cache(maxsize=KEPT)
def _rendered(name: str, flags: tuple[tuple[str, Hashable], ...]) -> SafeString:
    return render_to_string(name, dict(flags))
