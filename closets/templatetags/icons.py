"""{% icon "heart" %}: our line drawings, written into the page so that they take its colour."""

import re
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """The drawing static/icons/`name`.svg; `label` when it stands alone and must be read aloud.

    Raises TemplateSyntaxError when there is no such drawing.
    """
    role = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return mark_safe(_drawing(name).replace("<svg", f'<svg class="icon" {role}', 1))  # noqa: S308


@register.filter
def tone(key: int | None) -> int:
    """One of the six avatar colours, always the same for the same closet."""
    return (key or 0) % 6


@cache
def _drawing(name: str) -> str:
    path = finders.find(f"icons/{name}.svg")
    if path is None:
        raise template.TemplateSyntaxError(f"static/icons/{name}.svg does not exist")
    text = Path(path).read_text(encoding="utf-8").strip()
    return re.sub(r' xmlns="[^"]*"', ' width="24" height="24"', text, count=1)
