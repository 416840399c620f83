"""What a closet handle may look like (A2). A username is the handle."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

RESERVED = frozenset(
    [
        "about",
        "accounts",
        "admin",
        "api",
        "brands",
        "bundles",
        "cart",
        "categories",
        "checkout",
        "closets",
        "feed",
        "help",
        "home",
        "likes",
        "listings",
        "login",
        "logout",
        "me",
        "media",
        "moderator",
        "news",
        "null",
        "offers",
        "official",
        "orders",
        "outbox",
        "parties",
        "payments",
        "poshmark",
        "poshmatch",
        "search",
        "security",
        "sell",
        "settings",
        "signup",
        "staff",
        "static",
        "styleguide",
        "styles",
        "support",
        "undefined",
        "welcome",
    ]
)
STRANGE = "Use plain letters from a to z: “%(letter)s” can be taken for another letter."
_OURS = "poshmark"
_SAME = str.maketrans("i10", "llo", "_")
_LOOKALIKES = [("rn", "m"), ("vv", "w")]


def handle_look(handle: str) -> str:
    """What a handle looks like at a glance: two of one look are not told apart (I, l and 1; O and
    0; rn and m; vv and w; underscores). The database's function of this name does the same."""
    look = handle.lower().translate(_SAME)
    for letters, alike in _LOOKALIKES:
        look = look.replace(letters, alike)
    return look


def _is_reserved(handle: str) -> bool:
    look = handle_look(handle)
    return look in _RESERVED_LOOKS or handle_look(_OURS) in look


_RESERVED_LOOKS = {handle_look(word) for word in RESERVED}


class HandleValidator(RegexValidator):
    """3 to 30 ASCII letters, digits, "_", starting with a letter; no reserved word, none that looks
    like one, and nothing that speaks for the site."""

    regex = re.compile(r"^[A-Za-z][A-Za-z0-9_]{2,29}\Z")
    message = "Use 3 to 30 letters, digits or underscores, starting with a letter."

    def __call__(self, value: object) -> None:
        strange = [letter for letter in str(value) if not letter.isascii() and letter.isprintable()]
        if strange:
            raise ValidationError(STRANGE % {"letter": strange[0]}, code="strange")
        super().__call__(value)
        if _is_reserved(str(value)):
            raise ValidationError("This name is reserved. Please choose another.", code="reserved")

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, str]]:
        return ("closets.handles.HandleValidator", (), {})


username_validators = [HandleValidator()]
