"""How people appear in running text."""

import re

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
MENTION = re.compile(r"(?<![\w@/])@([A-Za-z][A-Za-z0-9_]{2,29})\b")


@register.filter
def mentions(text: str) -> SafeString:
    """The text, escaped, with each @handle a link to that closet."""
    escaped = conditional_escape(text)
    linked = MENTION.sub(
        lambda m: f'<a href="{reverse("closet", args=[m[1]])}">{m[0]}</a>', escaped
    )
    return mark_safe(linked)  # noqa: S308 - escaped above; a handle has letters, digits and "_" only
