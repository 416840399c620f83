"""Messages to a member that can carry an undo."""

from typing import Literal

from django.contrib import messages
from django.http import HttpRequest

UNDO = {"post": "undo:", "delete": "undo-delete:"}


def notice(
    request: HttpRequest, text: str, *, undo: str = "", by: Literal["post", "delete"] = "post"
) -> None:
    """Tells the member what was done; `undo` is the address that takes it back, asked `by` POST or
    DELETE."""
    messages.success(request, text, extra_tags=f"{UNDO[by]}{undo}" if undo else "")
