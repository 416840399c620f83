"""Messages to a member that can carry an undo."""

from django.contrib import messages
from django.http import HttpRequest

UNDO = "undo:"


def notice(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """Tells the member what was done; `undo` is the address a POST of which takes it back."""
    messages.success(request, text, extra_tags=f"{UNDO}{undo}" if undo else "")
