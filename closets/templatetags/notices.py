"""What the message partials ask of a message."""

from django import template
from django.contrib.messages.storage.base import Message

from closets.lib.notices import UNDO

register = template.Library()


@register.filter
def undo_url(message: Message) -> str:
    """The address that takes the told act back, "" when there is none."""
    tags = message.extra_tags or ""
    return next((tags.removeprefix(mark) for mark in UNDO.values() if tags.startswith(mark)), "")


@register.filter
def undo_by(message: Message) -> str:
    """ "delete" when a DELETE takes the told act back, else "post"."""
    return "delete" if (message.extra_tags or "").startswith(UNDO["delete"]) else "post"
