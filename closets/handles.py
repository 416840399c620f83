"""What a closet handle may look like (A2). A username is the handle a member starts with."""

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
        "cart",
        "categories",
        "checkout",
        "closets",
        "feed",
        "help",
        "home",
        "listings",
        "login",
        "logout",
        "me",
        "media",
        "news",
        "offers",
        "orders",
        "outbox",
        "parties",
        "poshmark",
        "poshmatch",
        "search",
        "sell",
        "settings",
        "signup",
        "staff",
        "static",
        "styleguide",
        "support",
        "welcome",
    ]
)


class HandleValidator(RegexValidator):
    """3 to 30 ASCII letters, digits, "_", starting with a letter, and not a reserved word."""

    regex = re.compile(r"^[A-Za-z][A-Za-z0-9_]{2,29}\Z")
    message = "Use 3 to 30 letters, digits or underscores, starting with a letter."

    def __call__(self, value: object) -> None:
        super().__call__(value)
        if str(value).lower() in RESERVED:
            raise ValidationError("This name is reserved. Please choose another.", code="reserved")

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, str]]:
        return ("closets.handles.HandleValidator", (), {})


username_validators = [HandleValidator()]
