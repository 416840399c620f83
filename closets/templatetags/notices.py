"""What the message partials ask of a message."""

from django import template
from django.contrib.messages.storage.base import Message

from closets.lib.notices import UNDO

register = template.Library()


@register.filter
def undo_url(message: Message) -> str:
    """The address that takes the told act back, "" when there is none."""
    tags = message.extra_tags or ""
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""
